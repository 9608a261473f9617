package io.pvfhost.node;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.StatusReply.Workers;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a host as meters. They show the last status that was put in; gauges are not a number before the first
 * one. May be used from any thread.
 */
final class NodeMeters implements MeterBinder {

  private volatile StatusReply status;
  private volatile boolean silent;

  /** Shows a status from now on. */
  void show(StatusReply latest) {
    status = latest;
    silent = false;
  }

  /** Shows that the host did not answer, beside its last status: a counter must not go back. */
  void showSilence() {
    silent = true;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "pvf.jobs", "Executions answered.", each -> each.jobs().valid(), "verdict", "valid");
    counter(registry, "pvf.jobs", "Executions answered.", each -> each.jobs().invalid(), "verdict", "invalid");
    counter(registry, "pvf.jobs", "Executions answered.", each -> each.jobs().none(), "verdict", "none");
    counter(registry, "pvf.respawns", "Workers started.", StatusReply::respawns);
    workers(registry, "execute", StatusReply::executeWorkers);
    workers(registry, "prepare", StatusReply::prepareWorkers);
    gauge(registry, "pvf.accepting", "Whether the host takes jobs: 1 or 0.",
        each -> each.accepting() && !silent ? 1 : 0);
    gauge(registry, "pvf.queue.length", "Jobs that wait for a worker.", StatusReply::queueLength);
    gauge(registry, "pvf.queue.limit", "Most jobs that may wait.", StatusReply::queueLimit);
    gauge(registry, "pvf.artifacts", "Artifacts ready for use.", StatusReply::artifacts);
    gauge(registry, "pvf.artifacts.bytes", "Bytes of these artifacts.", StatusReply::artifactBytes);
  }

  private void workers(MeterRegistry registry, String kind, Function<StatusReply, Workers> of) {
    workers(registry, kind, "idle", each -> of.apply(each).idle());
    workers(registry, kind, "busy", each -> of.apply(each).busy());
    workers(registry, kind, "spawning", each -> of.apply(each).spawning());
    gauge(registry, "pvf.workers.max", "Most workers that may have a job at a time.", each -> of.apply(each).max(),
        "kind", kind);
  }

  private void workers(MeterRegistry registry, String kind, String state, ToDoubleFunction<StatusReply> figure) {
    gauge(registry, "pvf.workers", "Worker processes.", figure, "kind", kind, "state", state);
  }

  private void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<StatusReply> figure,
      String... tags) {
    FunctionCounter.builder(name, this, meters -> meters.read(figure, 0)).description(description).tags(tags)
        .register(registry);
  }

  private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<StatusReply> figure,
      String... tags) {
    Gauge.builder(name, this, meters -> meters.read(figure, Double.NaN)).description(description).tags(tags)
        .strongReference(true).register(registry);
  }

  private double read(ToDoubleFunction<StatusReply> figure, double absent) {
    StatusReply latest = status;
    return latest == null ? absent : figure.applyAsDouble(latest);
  }
}

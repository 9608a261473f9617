package io.pvfhost.node;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.dispatch.core.DispatchStats;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.hazelcast.ClusteredVertx;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The figures of a node of a cluster as meters: its dispatcher, the peers it refuses, and what happens between its host
 * and others. Belongs to one thread; the meters may be read from any.
 */
final class ClusterMeters {

  private final ClusteredVertx cluster;
  private final DispatchVerticle dispatch;
  private final Optional<ExecuteVerticle> execute;
  /** Counters that are there, for what is counted by a cause that is known only when it happens. */
  private final Set<Tags> known = new HashSet<>();

  /**
   * Figures of a node.
   *
   * @param dispatch its dispatcher, deployed
   * @param execute its host, if it is one
   */
  ClusterMeters(ClusteredVertx cluster, DispatchVerticle dispatch, Optional<ExecuteVerticle> execute) {
    this.cluster = cluster;
    this.dispatch = dispatch;
    this.execute = execute;
  }

  void bindTo(MeterRegistry registry) {
    gauge(registry, "pvf.cluster.members", "Members of the cluster, as this one sees it.", cluster::memberCount);
    counter(registry, "pvf.cluster.strangers", "Members that did not show the cluster's key.", Tags.empty(),
        cluster::strangers);
    gauge(registry, "pvf.streams.reserved.bytes", "Bytes set aside for streams that are received.",
        () -> cluster.node().streams().reservedBytes());
    gauge(registry, "pvf.dispatch.outstanding", "Jobs not answered yet.", () -> stats().outstanding());
    gauge(registry, "pvf.dispatch.waiting", "Those that no host takes a probe of now.", () -> stats().waiting());
    gauge(registry, "pvf.dispatch.parked", "Probes that wait at hosts.", () -> stats().probesParked());
    gauge(registry, "pvf.dispatch.bytes", "Block data, heads and code of these jobs.", () -> stats().bytes());
    dispatched(registry, "pvf.dispatch.answered", "Jobs answered.", DispatchStats::answered);
    dispatched(registry, "pvf.dispatch.dispatched", "Jobs sent to a host, repetitions included.",
        DispatchStats::executes);
    dispatched(registry, "pvf.dispatch.redispatched", "Jobs given to another host after an attempt failed.",
        DispatchStats::totalRedispatched);
    reservations(registry, "immediate", DispatchStats::immediate);
    reservations(registry, "parked", DispatchStats::parked);
    reservations(registry, "busy", DispatchStats::busy);
    reservations(registry, "double", DispatchStats::doubleGrants);
    refresh(registry);
  }

  /** Adds counters of what has happened for the first time. */
  void refresh(MeterRegistry registry) {
    refused(registry, "bus", cluster.node().bus()::refused);
    refused(registry, "streams", cluster.node().streams()::refused);
    refused(registry, "dispatch", () -> stats().refused());
    execute.ifPresent(host -> counters(registry, "pvf.host.events", "What happened between this host and others.",
        "event", Tags.empty(), host::counters));
  }

  private DispatchStats stats() {
    return dispatch.stats();
  }

  private void dispatched(MeterRegistry registry, String name, String description,
      ToLongFunction<DispatchStats> figure) {
    counter(registry, name, description, Tags.empty(), () -> figure.applyAsLong(stats()));
  }

  private void reservations(MeterRegistry registry, String outcome, ToLongFunction<DispatchStats> figure) {
    counter(registry, "pvf.dispatch.reservations", "Answers to reservations of workers.", Tags.of("outcome", outcome),
        () -> figure.applyAsLong(stats()));
  }

  private void refused(MeterRegistry registry, String by, Supplier<Map<String, Long>> counts) {
    counters(registry, "pvf.refused", "Messages, streams and jobs refused.", "cause", Tags.of("by", by), counts);
  }

  private void counters(MeterRegistry registry, String name, String description, String tag, Tags common,
      Supplier<Map<String, Long>> counts) {
    for (String each : counts.get().keySet()) {
      Tags tags = common.and(tag, each);
      if (known.add(tags)) {
        counter(registry, name, description, tags, () -> counts.get().getOrDefault(each, 0L));
      }
    }
  }

  // Micrometer keeps no strong reference to what a counter is read from, but to the function that reads it.
  private void counter(MeterRegistry registry, String name, String description, Tags tags, LongSupplier figure) {
    FunctionCounter.builder(name, this, meters -> figure.getAsLong()).description(description).tags(tags)
        .register(registry);
  }

  private void gauge(MeterRegistry registry, String name, String description, LongSupplier figure) {
    Gauge.builder(name, figure::getAsLong).description(description).strongReference(true).register(registry);
  }
}

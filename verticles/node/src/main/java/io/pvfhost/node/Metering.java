package io.pvfhost.node;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import io.vertx.micrometer.backends.BackendRegistries;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** Vert.x's own metrics: switched on before an instance starts, and read together with those of the node. */
final class Metering {

  private static final Set<MetricsDomain> MEASURED = EnumSet.of(MetricsDomain.EVENT_BUS, MetricsDomain.NAMED_POOLS,
      MetricsDomain.NET_SERVER, MetricsDomain.NET_CLIENT);

  /** Where dispatchers record the time from a request to its answer. */
  private static final String JOB_TIMER = "pvf.dispatch.job";
  private static final DistributionStatisticConfig JOB_BUCKETS = DistributionStatisticConfig.builder()
      .percentilesHistogram(false)
      .serviceLevelObjectives(DoubleStream.of(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60)
          .map(seconds -> seconds * TimeUnit.SECONDS.toNanos(1)).toArray())
      .build();

  private Metering() {
  }

  /** Switches metrics on for the instance that is started with these options. */
  static void enable(VertxOptions options, String registryName) {
    MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
        .setEnabled(true)
        .setRegistryName(registryName)
        .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true));
    EnumSet.complementOf(EnumSet.copyOf(MEASURED)).forEach(metrics::addDisabledMetricsCategory);
    options.setMetricsOptions(metrics);
  }

  /** The registry of an instance whose metrics were switched on, else a new one; with buckets for the time of jobs. */
  static PrometheusMeterRegistry registry(String registryName) {
    PrometheusMeterRegistry registry =
        BackendRegistries.getNow(registryName) instanceof PrometheusMeterRegistry ofVertx ? ofVertx
            : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(JOB_TIMER) ? JOB_BUCKETS.merge(config) : config;
      }
    });
    return registry;
  }
}

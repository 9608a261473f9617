package io.pvfhost.node;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import io.vertx.micrometer.backends.BackendRegistries;

import java.util.EnumSet;
import java.util.Set;

/** Vert.x's own metrics: switched on before an instance starts, and read together with those of the node. */
final class Metering {

  private static final Set<MetricsDomain> MEASURED = EnumSet.of(MetricsDomain.EVENT_BUS, MetricsDomain.NAMED_POOLS,
      MetricsDomain.NET_SERVER, MetricsDomain.NET_CLIENT);

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

  /** The registry of an instance whose metrics were switched on, else a new one. */
  static PrometheusMeterRegistry registry(String registryName) {
    return BackendRegistries.getNow(registryName) instanceof PrometheusMeterRegistry registry ? registry
        : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }
}

package io.pvfhost.dispatch.impl;

import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.DispatchReport;
import io.pvfhost.api.HostReport;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.core.DispatchStats;
import io.pvfhost.dispatch.core.Dispatcher;
import io.pvfhost.dispatch.core.HostView;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells how the cluster is doing, as this node sees it. Runs on the verticle's loop. */
public final class ClusterReports {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterReports.class);

  private final Dispatcher dispatcher;
  private final ClusterNode node;
  private final Duration timeout;

  /** Reports of a dispatcher and the hosts that it knows. */
  public ClusterReports(Dispatcher dispatcher, ClusterNode node, DispatchOptions options) {
    this.dispatcher = dispatcher;
    this.node = node;
    this.timeout = Duration.ofMillis(options.getStatusTimeout());
  }

  /** Asks every host that is not silent; one that does not answer is reported without its status. */
  public Future<ClusterReply> report() {
    List<Future<HostReport>> hosts = dispatcher.hosts().stream()
        .sorted(Comparator.comparing(host -> host.node().name())).map(this::report).toList();
    return Future.all(hosts).map(all -> new ClusterReply(node.identity().name(), all.list(), dispatch()));
  }

  private Future<HostReport> report(HostView host) {
    if (host.state() == HostView.State.SILENT) {
      return Future.succeededFuture(report(host, Optional.empty()));
    }
    return node.bus().status(host.node().id(), timeout).map(Optional::of).otherwise(failure -> {
      LOG.debug("Host {} gave no status: {}", host.node().name(), failure.getMessage());
      return Optional.empty();
    }).map(status -> report(host, status));
  }

  private static HostReport report(HostView host, Optional<StatusReply> status) {
    return new HostReport(host.node().name(), host.node().id().toString(), host.state().wireName(),
        host.capacity().workers(), host.capacity().idle(), host.capacity().parked(), host.workerVersion(),
        host.rules(), protocols(host), host.sinceAdvert().toMillis(), status);
  }

  private static String protocols(HostView host) {
    return host.oldestProtocol() == host.newestProtocol() ? String.valueOf(host.oldestProtocol())
        : host.oldestProtocol() + "-" + host.newestProtocol();
  }

  private DispatchReport dispatch() {
    DispatchStats stats = dispatcher.stats();
    return new DispatchReport(stats.outstanding(), stats.executes(), stats.totalRedispatched(), stats.probesParked(),
        stats.bytes(), stats.answered(), refused(stats));
  }

  private Map<String, Long> refused(DispatchStats stats) {
    Map<String, Long> refused = new TreeMap<>(node.bus().refused());
    node.streams().refused().forEach((cause, count) -> refused.put("stream_" + cause, count));
    stats.refused().forEach((cause, count) -> refused.put("dispatch_" + cause, count));
    return refused.entrySet().stream().limit(PvfLimits.MAX_CAUSES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}

package io.pvfhost.node;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pvfhost.api.PvfClient;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.healthchecks.CheckResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells operators and their tools over HTTP how a node is doing, and changes nothing:
 *
 * <pre>
 * GET /health/live   200 or 503, what was checked as JSON: restart the node if it stays 503
 * GET /health/ready  200 or 503, the same: no jobs for the node, and no update of the next one, while it is 503
 * GET /metrics       figures in the text format of Prometheus
 * </pre>
 *
 * <p>Anything else is 404, a request with a body 413. Runs on an event loop; deploy one instance a node, after its
 * other verticles.
 */
public final class ManagementVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementVerticle.class);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;
  private static final int MAX_LINE_BYTES = 1024;
  private static final int MAX_HEADER_BYTES = 4096;
  private static final int IDLE_SECONDS = 30;
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String HEALTH_TYPE = "application/json";

  private final ManagementOptions options;
  private final String registryName;
  private final NodeOptions node;
  private final Optional<ClusteredVertx> cluster;
  private final Optional<ClusterMeters> clusterMeters;
  private final NodeMeters meters = new NodeMeters();
  private PvfClient client;
  private NodeHealth health;
  private PrometheusMeterRegistry registry;
  private JvmGcMetrics collections;
  private JvmHeapPressureMetrics heap;
  private HttpServer server;
  private int connections;
  private Future<String> scrape;
  private volatile int port;
  private volatile boolean draining;

  /** A verticle for a host on its own, started with these options. */
  public ManagementVerticle(NodeOptions node) {
    this(node, Optional.empty(), Optional.empty());
  }

  /**
   * A verticle for a node of a cluster.
   *
   * @param node options that the node is started with
   * @param dispatch the node's dispatcher, deployed
   * @param execute the node's host, if it is one
   */
  public ManagementVerticle(NodeOptions node, ClusteredVertx cluster, DispatchVerticle dispatch,
      Optional<ExecuteVerticle> execute) {
    this(node, Optional.of(cluster), Optional.of(new ClusterMeters(cluster, dispatch, execute)));
  }

  private ManagementVerticle(NodeOptions node, Optional<ClusteredVertx> cluster,
      Optional<ClusterMeters> clusterMeters) {
    this.node = node;
    this.options = new ManagementOptions(node.management());
    this.registryName = registryName(node);
    this.cluster = cluster;
    this.clusterMeters = clusterMeters;
  }

  /** Name under which the metrics of a node's Vert.x instance are kept. */
  static String registryName(NodeOptions node) {
    return "pvf-" + node.execute().getHostId();
  }

  @Override
  public Future<?> start() {
    client = PvfClient.create(vertx);
    health = new NodeHealth(vertx, client, node, cluster, () -> draining);
    openRegistry();
    HttpServerOptions http = new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
    server = vertx.createHttpServer(http).connectionHandler(this::admit).requestHandler(this::handle);
    // A verticle whose start fails is never stopped, so it leaves nothing behind by itself.
    return server.listen(options.getPort(), options.getAddress())
        .onSuccess(listening -> port = listening.actualPort())
        .onFailure(refused -> closeRegistry());
  }

  @Override
  public Future<?> stop() {
    closeRegistry();
    return server.close();
  }

  /** From now on the node is not ready. May be called from any thread, before the start too. */
  public void drain() {
    draining = true;
  }

  /** The port that is listened on, once this is deployed. May be called from any thread. */
  public int port() {
    return port;
  }

  private void openRegistry() {
    registry = Metering.registry(registryName);
    collections = new JvmGcMetrics();
    heap = new JvmHeapPressureMetrics();
    if (node.hasWorkers()) {
      meters.bindTo(registry);
    }
    List.of(collections, heap, new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(),
        new UptimeMetrics(), new FileDescriptorMetrics()).forEach(binder -> binder.bindTo(registry));
    clusterMeters.ifPresent(each -> each.bindTo(registry));
    // Where libraries and other verticles record.
    Metrics.addRegistry(registry);
  }

  private void closeRegistry() {
    Metrics.removeRegistry(registry);
    collections.close();
    heap.close();
    registry.close();
  }

  private void admit(HttpConnection connection) {
    connections++;
    connection.closeHandler(closed -> connections--);
    if (connections > options.getMaxConnections()) {
      connection.close();
    }
  }

  private void handle(HttpServerRequest request) {
    if (hasBody(request)) {
      // The connection ends with the answer, so that nobody reads the body.
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE).setStatusCode(TOO_LARGE).end()
          .onComplete(sent -> request.connection().close());
      return;
    }
    boolean reading = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    switch (reading ? request.path() : "") {
      case "/health/live" -> tell(request.response(), health.live());
      case "/health/ready" -> tell(request.response(), health.ready());
      case "/metrics" -> show(request.response(), figures());
      default -> request.response().setStatusCode(NOT_FOUND).end();
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
  }

  /** What all that ask at the same time are told: the node is asked once. */
  private Future<String> figures() {
    if (scrape == null) {
      clusterMeters.ifPresent(each -> each.refresh(registry));
      scrape = host()
          .transform(shown -> vertx.executeBlocking(registry::scrape, false))
          .onComplete(done -> scrape = null);
    }
    return scrape;
  }

  private Future<?> host() {
    return node.hasWorkers() ? client.status().onComplete(meters::show, silent -> meters.showSilence())
        : Future.succeededFuture();
  }

  private static void show(HttpServerResponse response, Future<String> figures) {
    figures.onComplete(text -> response.putHeader(HttpHeaders.CONTENT_TYPE, METRICS_TYPE).end(text), failure -> {
      LOG.warn("Metrics cannot be told", failure);
      response.setStatusCode(UNAVAILABLE).end();
    });
  }

  private static void tell(HttpServerResponse response, Future<CheckResult> health) {
    health.otherwise(failure -> CheckResult.from("checks", failure)).onSuccess(result -> response
        .setStatusCode(CheckResult.isUp(result) ? OK : UNAVAILABLE)
        .putHeader(HttpHeaders.CONTENT_TYPE, HEALTH_TYPE)
        .end(result.toJson().encode()));
  }
}

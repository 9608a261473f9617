package io.pvfhost.node;

import io.pvfhost.api.PvfClient;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.hazelcast.ClusterException;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/**
 * A node in this process: Vert.x, the verticles, and a client of them. Stopping lets running jobs end within the grace
 * time; it also happens when the JVM is told to end, by SIGTERM or SIGINT. For callers outside of Vert.x: all methods
 * block.
 */
final class LocalNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  /** Time beyond the grace time for killing workers and removing files. */
  private static final long STOP_MARGIN_MILLIS = 5_000;

  private final NodeOptions options;
  private final String name;
  private final long stopMillis;
  private final Thread shutdownHook = new Thread(this::stop, "stop");
  private volatile Vertx vertx;
  private volatile Optional<ClusteredVertx> cluster = Optional.empty();
  private ExecuteVerticle execute;
  private DispatchVerticle dispatch;
  private ManagementVerticle management;
  private String prepareId;
  private String executeId;
  private String dispatchId;
  private boolean stopped;

  private LocalNode(NodeOptions options) {
    this.options = options;
    this.name = options.cluster().map(ClusterOptions::nodeName).orElse(options.execute().getHostId());
    options.execute().setHostId(name);
    this.stopMillis = LongStream.of(options.execute().getGraceTime(), options.prepare().getGraceTime(),
        options.dispatch().getGraceTime()).max().getAsLong() + STOP_MARGIN_MILLIS;
  }

  /**
   * Starts a node.
   *
   * @return the node, ready for jobs
   * @throws HostException if it cannot start; nothing is left behind then
   * @throws InputException if the options of the cluster contradict each other or ask for what is not safe
   */
  static LocalNode start(NodeOptions options) {
    LocalNode node = new LocalNode(options);
    Runtime.getRuntime().addShutdownHook(node.shutdownHook);
    try {
      node.start();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void start() {
    VertxOptions vertxOptions = new VertxOptions()
        .setPreferNativeTransport(true)
        .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false));
    if (options.management().isEnabled()) {
      Metering.enable(vertxOptions, ManagementVerticle.registryName(options));
    }
    cluster = options.cluster().map(clusterOptions -> join(vertxOptions, clusterOptions));
    vertx = cluster.map(ClusteredVertx::vertx).orElseGet(() -> Vertx.vertx(vertxOptions));
    if (options.hasWorkers()) {
      checkTransport();
      prepareId = deploy(new PrepareVerticle(options.prepare()));
      execute = cluster.map(joined -> new ExecuteVerticle(options.execute(), joined.node()))
          .orElseGet(() -> new ExecuteVerticle(options.execute()));
      executeId = deploy(execute);
    }
    if (cluster.isPresent()) {
      dispatch = new DispatchVerticle(options.dispatch(), cluster.get().node());
      dispatchId = deploy(dispatch);
      WarmUp.run(client());
    }
    deploy(new EdgeVerticle());
    if (options.management().isEnabled()) {
      management = cluster.map(joined ->
          new ManagementVerticle(options, joined, dispatch, Optional.ofNullable(execute)))
          .orElseGet(() -> new ManagementVerticle(options));
      deploy(management);
    }
  }

  private static ClusteredVertx join(VertxOptions vertxOptions, ClusterOptions clusterOptions) {
    try {
      return ClusteredVertx.start(vertxOptions, clusterOptions).await();
    } catch (IllegalArgumentException e) {
      throw new InputException("cluster: " + e.getMessage(), e);
    } catch (ClusterException e) {
      throw new HostException("the host cannot start: " + e.getMessage(), e);
    }
  }

  private void checkTransport() {
    if (!vertx.isNativeTransportEnabled()) {
      Throwable cause = vertx.unavailableNativeTransportCause();
      throw new HostException("the host needs Linux on x86_64 or aarch64 with Netty's native epoll transport"
          + (cause == null ? "" : ": " + message(cause)), cause);
    }
  }

  private String deploy(Deployable verticle) {
    try {
      return vertx.deployVerticle(verticle).await();
    } catch (Exception e) {
      throw new HostException("the host cannot start: " + message(e), e);
    }
  }

  Vertx vertx() {
    return vertx;
  }

  /** The name of this node. */
  String name() {
    return name;
  }

  /** Where this node is in a cluster and how large that is, for people; empty for a host on its own. */
  Optional<String> membership() {
    return cluster.map(joined -> "cluster " + joined.address() + ", " + joined.memberCount()
        + (joined.memberCount() == 1 ? " member" : " members"));
  }

  /** A client of this node. */
  PvfClient client() {
    return PvfClient.create(vertx);
  }

  /** The port of the management, if the node has one. */
  OptionalInt managementPort() {
    return management == null ? OptionalInt.empty() : OptionalInt.of(management.port());
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      LOG.debug("the JVM is ending already", e);
    }
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    if (management != null) {
      management.drain();
    }
    // Jobs of this process may run elsewhere, and jobs of others here, so neither of the two can end before the other.
    await(Future.join(undeploy(executeId), undeploy(dispatchId)));
    // Only then: preparations that running jobs wait for must be able to end first.
    await(undeploy(prepareId));
    if (cluster.isPresent()) {
      await(cluster.get().close());
    } else if (vertx != null) {
      await(vertx.close());
    }
  }

  private void await(Future<?> end) {
    try {
      end.await(stopMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("The node did not stop within {} ms; its workers end with this process", stopMillis);
    } catch (Exception e) {
      LOG.warn("The node did not stop in order: {}", message(e), e);
    }
  }

  private Future<Void> undeploy(String id) {
    return id == null ? Future.succeededFuture() : vertx.undeploy(id);
  }

  /** What went wrong, on one line. */
  static String message(Throwable failure) {
    // Its message would be the file's name alone.
    if (failure instanceof FileSystemException e && e.getReason() == null) {
      return e.getFile() + ": " + Inputs.cause(e);
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}

package io.pvfhost.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Nodes on loopback, each in a process of its own, with 1, 2, 4 and so on workers. All of them end with this one, be it
 * by {@link #close}, by a signal, or when this JVM ends otherwise. For one thread; only the end of the JVM may come in
 * between.
 */
final class DemoCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoCluster.class);
  private static final long READY_SECONDS = 60;
  /** Nodes have nothing to do any more when they are told to stop. */
  private static final long STOP_SECONDS = 15;

  private final Path logs;
  private final List<Integer> ports;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final Thread shutdownHook = new Thread(this::stop, "stop-nodes");
  private boolean stopping;
  private boolean keepLogs = true;

  private DemoCluster(Path logs, List<Integer> ports) {
    this.logs = logs;
    this.ports = ports;
  }

  /**
   * Starts nodes and waits until all are ready.
   *
   * @param count of nodes
   * @throws HostException if one cannot; none is left behind then, only the logs it names
   */
  static DemoCluster start(int count) throws InterruptedException {
    DemoCluster cluster;
    try {
      cluster = new DemoCluster(Files.createTempDirectory("pvf-demo-"), freePorts(count));
    } catch (IOException e) {
      throw new HostException("cannot prepare nodes: " + LocalNode.message(e), e);
    }
    Runtime.getRuntime().addShutdownHook(cluster.shutdownHook);
    try {
      cluster.startAll();
      return cluster;
    } catch (RuntimeException | InterruptedException e) {
      cluster.end();
      throw e;
    }
  }

  // The first makes the cluster that the others join.
  private void startAll() throws InterruptedException {
    startNode(0).awaitReady(READY_SECONDS);
    for (int i = 1; i < ports.size(); i++) {
      startNode(i);
    }
    for (NodeProcess node : nodes()) {
      node.awaitReady(READY_SECONDS);
    }
  }

  private NodeProcess startNode(int index) {
    // None may start after the last has been told to stop.
    synchronized (nodes) {
      if (stopping) {
        throw new HostException("the nodes are being stopped", null);
      }
      NodeProcess node = NodeProcess.start("demo-" + (index + 1), logs, List.of(
          "--cluster-port", String.valueOf(ports.get(index)), "--join", String.join(",", members()),
          "--workers", String.valueOf(workers(index))));
      nodes.add(node);
      return node;
    }
  }

  /** Workers of a node: 1, 2, 4 and so on. */
  static int workers(int index) {
    return 1 << index;
  }

  /** Where the nodes are reached. */
  List<String> members() {
    return ports.stream().map(port -> "127.0.0.1:" + port).toList();
  }

  /** The nodes, those that were killed included. */
  List<NodeProcess> nodes() {
    synchronized (nodes) {
      return List.copyOf(nodes);
    }
  }

  /** The folder of the nodes' logs. */
  Path logs() {
    return logs;
  }

  /** Lets the logs go with the nodes: nobody will want to read them. */
  void forgetLogs() {
    keepLogs = false;
  }

  /** Stops the nodes. */
  @Override
  public void close() {
    end();
    if (!keepLogs) {
      removeLogs();
    }
  }

  private void removeLogs() {
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(logs);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot remove the logs in {}: {}", logs, LocalNode.message(e));
    }
  }

  private void end() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      LOG.debug("the JVM is ending already", e);
    }
  }

  private void stop() {
    List<NodeProcess> all;
    synchronized (nodes) {
      stopping = true;
      all = List.copyOf(nodes);
    }
    all.forEach(NodeProcess::stop);
    for (NodeProcess node : all) {
      if (!node.await(STOP_SECONDS)) {
        LOG.warn("Node {} did not stop within {} s and is killed", node.name(), STOP_SECONDS);
        node.kill();
      }
    }
  }

  // All are held until the last is found, so that they differ.
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}

package io.pvfhost.tests.node.campaign;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Nodes in JVMs of their own on loopback, which reach each other through {@link Links} only. */
final class ProcessCluster implements AutoCloseable {

  private static final int FIRST_PORT = 12_000;
  private static final int LAST_PORT = 32_000;

  private final Path dir;
  private final Path sockets;
  private final Set<Integer> given = new HashSet<>();
  private final Links links = new Links(this::ownerOf);
  private final Map<String, Spec> specs = new LinkedHashMap<>();
  private final Map<String, NodeProcess> running = new LinkedHashMap<>();
  private final List<NodeProcess> ended = new ArrayList<>();
  private int starts;

  /** An empty cluster with its files in {@code dir}. */
  ProcessCluster(Path dir) throws IOException {
    this.dir = dir;
    // Paths of sockets must be short.
    this.sockets = Files.createTempDirectory(Path.of("/tmp"), "pvf");
  }

  /** Ports of a node, the real ones and those of its proxies. */
  private record Ports(int member, int bus, int stream, int publicMember, int publicBus, int publicStream) {
  }

  private record Spec(String name, int workers, Ports ports) {
  }

  private synchronized String ownerOf(int port) {
    return SocketOwners.of(port, running.values().stream()
        .collect(Collectors.toMap(NodeProcess::pid, NodeProcess::name)));
  }

  /** Adds a node that does not run yet. */
  void add(String name, int workers) throws IOException {
    int member = freePort();
    int bus = freePort();
    int stream = freePort();
    specs.put(name, new Spec(name, workers, new Ports(member, bus, stream, links.proxy(name, member),
        links.proxy(name, bus), links.proxy(name, stream))));
  }

  /** Outside of the range from which the system gives ports to connections, or it might be taken before it is used. */
  private int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (given.add(socket.getLocalPort())) {
          return port;
        }
      } catch (BindException inUse) {
        given.add(port);
      }
    }
  }

  /** Starts all nodes: the first one alone, so that the others find a cluster. */
  void startAll() throws IOException {
    List<String> names = names();
    start(names.subList(0, 1));
    start(names.subList(1, names.size()));
  }

  /** Starts added nodes, or starts them again, and awaits that all are ready. */
  void start(List<String> names) throws IOException {
    List<NodeProcess> launched = new ArrayList<>();
    for (String name : names) {
      launched.add(launch(name));
    }
    launched.forEach(NodeProcess::awaitReady);
  }

  private synchronized NodeProcess launch(String name) throws IOException {
    NodeProcess before = running.get(name);
    if (before != null && before.isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    starts++;
    Path config = Files.writeString(dir.resolve(name + ".yaml"), config(specs.get(name)));
    NodeProcess process = NodeProcess.start(name, config, dir.resolve(name + "-" + starts + ".log"));
    if (before != null) {
      ended.add(before);
    }
    running.put(name, process);
    return process;
  }

  private String config(Spec spec) {
    Ports ports = spec.ports();
    String others = specs.values().stream().filter(other -> !other.name().equals(spec.name()))
        .map(other -> "'127.0.0.1:" + other.ports().publicMember() + "'").collect(Collectors.joining(", "));
    return "common: {cacheDirectory: '" + dir.resolve("cache") + "', socketDirectory: '" + sockets + "'}\n"
        + "execute: {workers: " + spec.workers() + ", spares: 0, retryPause: 200}\n"
        + "cluster: {id: " + spec.name() + ", port: " + ports.member() + ", publicAddress: 127.0.0.1, publicPort: "
        + ports.publicMember() + ", busPort: " + ports.bus() + ", busPublicPort: " + ports.publicBus()
        + ", streamPort: " + ports.stream() + ", streamPublicPort: " + ports.publicStream()
        + ", join: [" + others + "]}\n";
  }

  NodeProcess node(String name) {
    return running.get(name);
  }

  List<String> names() {
    return List.copyOf(specs.keySet());
  }

  /** Members to join, for commands. */
  String seeds() {
    return specs.values().stream().map(spec -> "127.0.0.1:" + spec.ports().publicMember())
        .collect(Collectors.joining(","));
  }

  Links links() {
    return links;
  }

  /** Everything that the nodes wrote. */
  String logs() {
    List<NodeProcess> all = new ArrayList<>(ended);
    all.addAll(running.values());
    return all.stream().map(node -> "== " + node.name() + " (" + node.pid() + ")\n" + node.log())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (NodeProcess node : running.values()) {
      node.kill();
    }
    links.close();
  }
}

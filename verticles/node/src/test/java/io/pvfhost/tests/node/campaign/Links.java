package io.pvfhost.tests.node.campaign;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * The network between the nodes: every node is reached through a proxy of its own only, so that the link between two
 * nodes can be cut and mended. A cut link is silent: nothing comes through and nothing is closed, as when a cable is
 * pulled.
 */
final class Links implements Closeable {

  private static final int BUFFER_BYTES = 64 << 10;

  private final IntFunction<String> originOfPort;
  private final Set<Set<String>> cut = new HashSet<>();
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** @param originOfPort tells whose socket a local port is; an empty text when nobody's */
  Links(IntFunction<String> originOfPort) {
    this.originOfPort = originOfPort;
  }

  /**
   * Opens a proxy.
   *
   * @param node whose port it leads to
   * @param target the node's real port
   * @return the port of the proxy
   */
  int proxy(String node, int target) throws IOException {
    ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    open.add(server);
    start("proxy of " + node, () -> accept(server, node, target));
    return server.getLocalPort();
  }

  synchronized void cut(String one, String other) {
    cut.add(Set.of(one, other));
  }

  synchronized void mend(String one, String other) {
    cut.remove(Set.of(one, other));
    notifyAll();
  }

  private synchronized void awaitOpen(String one, String other) throws InterruptedException {
    while (!one.equals(other) && cut.contains(Set.of(one, other)) && !closed) {
      wait();
    }
  }

  private void accept(ServerSocket server, String node, int target) throws IOException {
    while (true) {
      Socket incoming = server.accept();
      open.add(incoming);
      start("link to " + node, () -> connect(incoming, node, target));
    }
  }

  private void connect(Socket incoming, String node, int target) throws IOException, InterruptedException {
    String origin = originOfPort.apply(incoming.getPort());
    awaitOpen(origin, node);
    Socket outgoing = new Socket();
    open.add(outgoing);
    try {
      outgoing.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException refused) {
      end(incoming, outgoing);
      return;
    }
    start("to " + node, () -> pump(incoming, outgoing, origin, node));
    pump(outgoing, incoming, origin, node);
  }

  private void pump(Socket from, Socket to, String origin, String node) throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int count = from.getInputStream().read(buffer); count >= 0; count = from.getInputStream().read(buffer)) {
        awaitOpen(origin, node);
        to.getOutputStream().write(buffer, 0, count);
      }
    } finally {
      // That a process has died must not be seen through a cut link either.
      awaitOpen(origin, node);
      end(from, to);
    }
  }

  private void end(Socket one, Socket other) throws IOException {
    one.close();
    other.close();
    open.remove(one);
    open.remove(other);
  }

  /** What a thread of the proxy does until its sockets end. */
  @FunctionalInterface
  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void start(String name, Task task) {
    Thread thread = new Thread(() -> {
      try {
        task.run();
      } catch (IOException ended) {
        // A broken connection is what a proxy passes on by ending its other side, which has been done.
        Thread.yield();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    synchronized (this) {
      cut.clear();
      notifyAll();
    }
    for (Closeable each : open) {
      each.close();
    }
  }
}

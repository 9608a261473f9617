package io.pvfhost.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node in a process of its own, with the JVM, the options of the JVM and the classes of this one. */
final class NodeProcess {

  private static final int KILL_SECONDS = 5;

  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<String> firstLine;

  private NodeProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.firstLine = CompletableFuture.supplyAsync(() -> readLine(process), NodeProcess::thread);
  }

  /**
   * Starts a node.
   *
   * @param name of the node, and of its log file
   * @param directory for the log, which is what it writes to standard error
   * @param options of the command {@code node}
   */
  static NodeProcess start(String name, Path directory, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "node", "--id", name));
    command.addAll(options);
    Path log = directory.resolve(name + ".log");
    try {
      return new NodeProcess(name, log, new ProcessBuilder(command).redirectError(log.toFile()).start());
    } catch (IOException e) {
      throw new HostException("cannot start node " + name + ": " + LocalNode.message(e), e);
    }
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for the node to say that it is ready.
   *
   * @throws HostException if it ends or does not become ready in time
   */
  void awaitReady(long seconds) throws InterruptedException {
    try {
      if (firstLine.get(seconds, TimeUnit.SECONDS) == null) {
        throw new HostException("node " + name + " ended before it was ready; its log is " + log, null);
      }
    } catch (TimeoutException e) {
      throw new HostException("node " + name + " is not ready after " + seconds + " s; its log is " + log, e);
    } catch (ExecutionException e) {
      throw new HostException("cannot read from node " + name + ": " + LocalNode.message(e.getCause()), e);
    }
  }

  /** Kills the process (SIGKILL) and waits for its end. */
  void kill() {
    process.destroyForcibly();
    await(KILL_SECONDS);
  }

  /** Tells the node to stop (SIGTERM). */
  void stop() {
    process.destroy();
  }

  /** Waits for the end of the process; whether it has come. */
  boolean await(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String readLine(Process process) {
    try {
      return new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void thread(Runnable action) {
    Thread thread = new Thread(action, "node-output");
    thread.setDaemon(true);
    thread.start();
  }
}

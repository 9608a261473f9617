package io.pvfhost.tests.node.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One node in a JVM of its own, from its start to its end. */
final class NodeProcess {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 40;

  private final String name;
  private final Process process;
  private final Path log;

  private NodeProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a node; its output goes to {@code log}. */
  static NodeProcess start(String name, Path config, Path log) throws IOException {
    Process process = Jvm.start(log, List.of("-Xmx256m"), "node", "--config", config.toString());
    return new NodeProcess(name, process, log);
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void awaitReady() {
    await().atMost(START_LIMIT).until(() -> log().contains("pvf node ready") || !process.isAlive());
    assertTrue(process.isAlive(), () -> name + " has ended: " + log());
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** SIGKILL; its workers notice by themselves. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), name);
  }

  /** SIGTERM, which lets running jobs end. */
  void drain() throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), () -> name + " does not stop: " + log());
  }

  /** SIGSTOP: the process is there and does nothing. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertTrue(kill.waitFor(STOP_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0, signal);
  }
}

package io.pvfhost.tests.node.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One process, a node for the most part, from its start to its end. */
public final class NodeProcess {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
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
  public static NodeProcess start(String name, Path config, Path log) throws IOException {
    Process process = Jvm.start(log, List.of("-Xmx256m"), "node", "--config", config.toString());
    return new NodeProcess(name, process, log);
  }

  /** Starts another program than a node, with the classes of the tests; its output goes to {@code log}. */
  public static NodeProcess start(String name, Path log, Class<?> program, String... args) throws IOException {
    return new NodeProcess(name, Jvm.start(log, program, args), log);
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public void awaitReady() {
    await().atMost(START_LIMIT).until(() -> log().contains("pvf node ready") || !process.isAlive());
    assertTrue(process.isAlive(), () -> name + " has ended: " + log());
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** SIGKILL; its workers notice by themselves. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), name);
  }

  /** SIGTERM, which lets running jobs end. */
  public void drain() throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), () -> name + " does not stop: " + log());
  }

  /** SIGSTOP: the process is there and does nothing. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertTrue(kill.waitFor(STOP_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0, signal);
  }
}

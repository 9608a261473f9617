package io.pvfhost.tests.node;

import io.pvfhost.node.Main;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A node of a cluster in a JVM of its own, ready. */
final class RunningNode implements AutoCloseable {

  private static final Pattern MEMBER = Pattern.compile(", cluster ([^ ,]+), \\d+ members?$");
  private static final Pattern MANAGEMENT = Pattern.compile(", management (http://[^ ,]+)");
  private static final int STOP_SECONDS = 30;

  private final Process process;
  private final String ready;

  private RunningNode(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts a node with one worker and waits until it is ready.
   *
   * @param dir for its files
   * @param more options of the command {@code node}
   */
  static RunningNode start(Path dir, String name, String... more) throws IOException {
    Path config = Files.writeString(dir.resolve(name + ".yaml"),
        "common: {cacheDirectory: " + dir.resolve("cache") + "}\n");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Main.class.getName(), "node", "--id", name,
        "--config", config.toString(), "--workers", "1", "--cluster-port", "0", "--management-port", "0"));
    command.addAll(List.of(more));
    Path log = dir.resolve(name + ".log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader();
    String ready = out.readLine();
    if (ready == null) {
      process.destroyForcibly();
      throw new AssertionError("the node ended: " + Files.readString(log));
    }
    return new RunningNode(process, ready);
  }

  /** Where to join it. */
  String member() {
    return find(MEMBER);
  }

  /** Where it tells of health and figures. */
  String management() {
    return find(MANAGEMENT);
  }

  private String find(Pattern pattern) {
    Matcher found = pattern.matcher(ready);
    assertTrue(found.find(), ready);
    return found.group(1);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the node did not stop");
    }
  }
}

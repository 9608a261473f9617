package io.pvfhost.tests.node.campaign;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A requester: {@code pvf load} in a JVM of its own. */
final class LoadProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 180;

  private final Process process;
  private final Path out;
  private final Path log;

  private LoadProcess(Process process, Path out, Path log) {
    this.process = process;
    this.out = out;
    this.log = log;
  }

  /** Starts a load on a cluster. */
  static LoadProcess start(Path dir, String name, String seeds, int jobs, int concurrency, long seed)
      throws IOException {
    Path out = dir.resolve(name + ".json");
    Path log = dir.resolve(name + ".log");
    Process process = Jvm.start(out, log, "load", "-v", "--join", seeds, "--jobs", Integer.toString(jobs),
        "--concurrency", Integer.toString(concurrency), "--seed", Long.toString(seed), "--json");
    return new LoadProcess(process, out, log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Awaits the end of the load, which must be a good one, and tells its report. */
  JsonObject report() throws IOException, InterruptedException {
    assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> "load hangs: " + log());
    String json = Files.readString(out);
    assertTrue(!json.isBlank(), () -> "load gave no report, exit code " + process.exitValue() + ": " + log());
    return new JsonObject(json).put("exitCode", process.exitValue());
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

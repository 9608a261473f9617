package io.pvfhost.tests.node.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A {@link RequesterMain} in a JVM of its own. */
final class RequesterProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  /** More than the deadline of its jobs. */
  private static final long STOP_SECONDS = 100;

  private final Process process;
  private final Path record;
  private final Path log;

  private RequesterProcess(Process process, Path record, Path log) {
    this.process = process;
    this.record = record;
    this.log = log;
  }

  /** Starts a requester with the values of {@link RequesterMain}. */
  static RequesterProcess start(Path dir, String name, String seeds, long seed, int concurrency, long calibrationMillis,
      int percent) throws IOException {
    Path record = dir.resolve(name + ".jobs");
    Path log = dir.resolve(name + ".log");
    Process process = Jvm.start(log, RequesterMain.class, name, seeds, record.toString(),
        Long.toString(seed), Integer.toString(concurrency), Long.toString(calibrationMillis),
        Integer.toString(percent));
    return new RequesterProcess(process, record, log);
  }

  /** Awaits that it sends at its rate. */
  void awaitCalibrated() {
    await().atMost(START_LIMIT).untilAsserted(() -> assertTrue(!rate().isEmpty() || !process.isAlive(), this::log));
    assertTrue(process.isAlive(), () -> "requester has ended: " + log());
  }

  /** The line that tells the rate. */
  String rate() {
    return log().lines().filter(line -> line.startsWith("calibrated")).findFirst().orElse("");
  }

  /** Sends no more, awaits the last answer, and tells what became of each job. */
  List<JobRecord> stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), () -> "requester does not end: " + log());
    assertEquals(0, process.exitValue(), this::log);
    try (Stream<String> lines = Files.lines(record)) {
      List<JobRecord> jobs = lines.map(JobRecord::parse).toList();
      assertTrue(log().contains("answers other than one each: 0 of " + jobs.size()), this::log);
      return jobs;
    }
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

package io.pvfhost.tests.node;

import io.micrometer.core.instrument.Metrics;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Health and metrics of a host with real workers. */
class ManagementTest {

  @TempDir
  private static Path dir;
  private static ManagedHost host;

  @BeforeAll
  static void start() throws IOException {
    host = new ManagedHost(dir);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void tellsWhatWasChecked() throws Exception {
    HttpResponse<String> ready = host.get("/health/ready");
    assertEquals("application/json", ready.headers().firstValue("content-type").orElseThrow());
    assertTrue(ready.body().contains("\"id\":\"workers\",\"status\":\"UP\""), ready.body());
    HttpResponse<String> live = host.get("/health/live");
    assertEquals(200, live.statusCode());
    assertTrue(live.body().contains("\"id\":\"host\",\"status\":\"UP\""), live.body());
    assertEquals("", host.send("HEAD", "/health/live").body());
  }

  @Test
  void countsJobsByVerdictAndShowsWorkers() throws Exception {
    host.execute(ManagedHost.request(Sample.ADDER, Adder.genesisHead(), Adder.block(0, 1))).await();
    host.execute(ManagedHost.request(Sample.ADDER, Adder.genesisHead(), Adder.block(7, 1))).await();
    host.execute(ManagedHost.request(Sample.TRAP, Bytes.EMPTY, Bytes.EMPTY)).await();
    String metrics = host.metrics();
    assertLine(metrics, "pvf_jobs_total{verdict=\"valid\"} 1.0");
    assertLine(metrics, "pvf_jobs_total{verdict=\"invalid\"} 2.0");
    assertLine(metrics, "pvf_jobs_total{verdict=\"none\"} 0.0");
    assertLine(metrics, "pvf_workers_max{kind=\"execute\"} 2.0");
    assertLine(metrics, "pvf_artifacts 2.0");
    assertLine(metrics, "pvf_accepting 1.0");
  }

  @Test
  void showsWhatOthersRecordWithBucketsForTheTimeOfJobs() throws Exception {
    Metrics.timer("pvf.dispatch.job", "verdict", "valid").record(Duration.ofMillis(40));
    String metrics = host.metrics();
    assertLine(metrics, "pvf_dispatch_job_seconds_bucket{verdict=\"valid\",le=\"0.02\"} 0");
    assertLine(metrics, "pvf_dispatch_job_seconds_bucket{verdict=\"valid\",le=\"0.05\"} 1");
    assertLine(metrics, "pvf_dispatch_job_seconds_bucket{verdict=\"valid\",le=\"+Inf\"} 1");
  }

  @ParameterizedTest
  @CsvSource({"GET, /", "GET, /metrics/", "GET, /health", "GET, /health/ready/x", "DELETE, /metrics",
    "OPTIONS, /metrics"})
  void knowsNothingElse(String method, String path) throws Exception {
    HttpResponse<String> answer = host.send(method, path);
    assertEquals(404, answer.statusCode());
    assertEquals("", answer.body());
  }

  /** A request, with N for line ends and A for a thousand characters, and the status of its answer. */
  @ParameterizedTest
  @CsvSource({
    "POST /metrics HTTP/1.1NHost: aNContent-Length: 1000000NN, 413",
    "GET /metrics HTTP/1.1NHost: aNTransfer-Encoding: chunkedNN, 413",
    "POST /metrics HTTP/1.1NHost: aNConnection: closeNContent-Length: 0NN, 404",
    "GET /AA HTTP/1.1NHost: aNN, 414",
    "GET /metrics HTTP/1.1NHost: aNX: AAAAANN, 431",
  })
  void readsNoBodyAndNothingLong(String request, int status) throws Exception {
    String answer = host.raw(request.replace("N", "\r\n").replace("A", "a".repeat(1000)));
    assertTrue(answer.matches("(?s)HTTP/1[.][01] " + status + " .*"), answer);
  }

  @Test
  void closesConnectionsBeyondTheBoundAndTakesOthersWhenSomeHaveEnded() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < ManagedHost.MAX_CONNECTIONS; i++) {
      sockets.add(host.connect());
    }
    try (Socket surplus = host.connect()) {
      assertEquals(-1, surplus.getInputStream().read());
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    Awaitility.await().atMost(ManagedHost.LIMIT).until(() ->
        host.raw("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 404 "));
  }

  static void assertLine(String metrics, String line) {
    assertTrue(metrics.lines().anyMatch(line::equals), () -> line + " is not in\n" + metrics);
  }
}

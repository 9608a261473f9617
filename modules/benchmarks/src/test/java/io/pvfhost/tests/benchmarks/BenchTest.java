package io.pvfhost.tests.benchmarks;

import io.pvfhost.benchmarks.Bench;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class BenchTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private PrintStream standardOut;

  @BeforeEach
  void captureOutput() {
    standardOut = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restoreOutput() {
    System.setOut(standardOut);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void dispatchReportsEachRoundOfEachSubject() {
    assertEquals(0, Bench.run("dispatch", "--json", "--rounds", "2", "--jobs", "5", "--warm-up", "5"));

    JsonObject report = new JsonObject(output());
    JsonObject figures = report.getJsonObject("figures");
    assertEquals(3, figures.size());
    for (String subject : figures.fieldNames()) {
      JsonObject p50 = figures.getJsonObject(subject).getJsonObject("p50");
      assertEquals(2, p50.getJsonArray("runs").size());
      assertTrue(p50.getDouble("min") <= p50.getDouble("median") && p50.getDouble("median") <= p50.getDouble("max"));
    }
    assertEquals("modules/benchmarks/run dispatch --json --rounds 2 --jobs 5 --warm-up 5", report.getString("command"));
  }

  @Test
  void stressLosesNothingAndLeavesNothing() {
    assertEquals(0, Bench.run("stress", "--rounds", "1", "--jobs", "50"), this::output);
    assertTrue(output().contains("jobs answered"));
  }

  @Test
  void badUsageIsExitCodeTwo() {
    assertEquals(2, Bench.run("dispatch", "--no-such-option"));
  }
}

package io.pvfhost.tests.benchmarks;

import io.pvfhost.benchmarks.Bench;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class BenchTest {

  @RegisterExtension
  private final CapturedOutput output = new CapturedOutput();

  @Test
  void dispatchReportsEachRoundOfEachSubject() {
    assertEquals(0, Bench.run("dispatch", "--json", "--rounds", "2", "--jobs", "5", "--warm-up", "5"));

    JsonObject report = new JsonObject(output.text());
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
    assertEquals(0, Bench.run("stress", "--rounds", "1", "--jobs", "50"), output::text);
    assertTrue(output.text().contains("jobs answered"));
  }

  @Test
  @EnabledIfSystemProperty(named = "pvf.data", matches = ".+", disabledReason = "no data folder (-Dpvf.data)")
  @EnabledIfSystemProperty(named = "pvf.reference", matches = ".+", disabledReason = "no workers (-Dpvf.reference)")
  void referenceReportsBothSidesAndTheirRatio() {
    assertEquals(0, Bench.run("reference", "--json", "--rounds", "1", "--jobs", "4", "--codes", "adder.wasm",
        "--blocks", "adder,undying-w1,seedling-1", "--data", System.getProperty("pvf.data"), "--workers",
        System.getProperty("pvf.reference")), output::text);
    JsonObject figures = new JsonObject(output.text()).getJsonObject("figures");
    assertEquals(4, figures.size());
    for (String name : List.of("wall", "CPU", "peak memory", "again, wall")) {
      assertRatio(figures.getJsonObject("prepare adder.wasm"), name);
    }
    for (String block : List.of("adder", "undying-w1", "seedling-1")) {
      assertRatio(figures.getJsonObject(block), "warm, CPU");
    }
  }

  private static void assertRatio(JsonObject section, String name) {
    double reference = section.getJsonObject(name + ", R").getDouble("median");
    double ours = section.getJsonObject(name + ", ours").getDouble("median");
    assertEquals(ours / reference, section.getJsonObject(name + " : R").getDouble("median"), 1e-9);
    assertTrue(reference > 0, name);
  }

  @Test
  void badUsageIsExitCodeTwo() {
    assertEquals(2, Bench.run("dispatch", "--no-such-option"));
  }
}

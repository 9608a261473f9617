package io.pvfhost.tests.node;

import io.pvfhost.samples.Sample;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DemoTest {

  private static final int BLOCKS = 3;

  @Test
  void validatesEverySampleAndAnswersWithTheNumberOfSurprises() {
    Pvf pvf = Pvf.run("demo", "--json", "--jobs", String.valueOf(BLOCKS), "--workers", "2");
    List<JsonObject> lines = new ArrayList<>(pvf.out().lines().map(JsonObject::new).toList());
    JsonObject summary = lines.remove(lines.size() - 1).getJsonObject("summary");
    lines.forEach(DemoTest::assertAsExpected);
    long asExpected = lines.stream().filter(line -> line.getBoolean("asExpected")).count();
    assertEquals(lines.size(), summary.getInteger("jobs"));
    assertEquals(asExpected, summary.getLong("asExpected"));
    assertEquals(asExpected == lines.size() ? 0 : 1, pvf.exitCode());
    assertEquals(BLOCKS, lines.stream().filter(line -> line.getString("job").startsWith("adder block")).count());
    assertTrue(lines.size() - BLOCKS >= Sample.values().length - 1, lines.size() + " jobs");
    assertTrue(summary.getLong("jobsPerSecond") > 0);
  }

  // A machine too busy to grant the loop its CPU budget proves nothing, so that there is no verdict.
  private static void assertAsExpected(JsonObject line) {
    boolean tooBusy = line.getString("job").equals("endless_loop")
        && line.getJsonObject("reason").getString("code").equals("hard_timeout");
    assertTrue(line.getBoolean("asExpected") || tooBusy, line.encodePrettily());
  }
}

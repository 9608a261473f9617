package io.pvfhost.tests.node;

import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Hosts of one cluster that judge by different rules. */
class RulesClusterTest {

  @TempDir
  private Path dir;

  @Test
  void aJobGoesOnlyToHostsThatHaveItsRules() throws Exception {
    try (RunningNode newest = RunningNode.start(dir, "newest");
        RunningNode oldest = RunningNode.start(dir, "oldest", "--join", newest.member(), "--rules", "2409")) {
      assertEquals("newest", host(newest.member(), "2603"));
      assertEquals("oldest", host(newest.member(), "2409"));
      assertEquals("oldest", host(oldest.member(), "2409"));
      Pvf status = Pvf.run("status", "--join", newest.member(), "--json");
      assertEquals(List.of("2603", "2409"), new JsonObject(status.out()).getJsonArray("hosts").stream()
          .map(host -> ((JsonObject) host).getString("rules")).toList());
      Pvf nobody = validate(newest.member(), "2509");
      assertEquals(3, nobody.exitCode(), nobody.out());
    }
  }

  private String host(String member, String rules) throws IOException {
    Pvf pvf = validate(member, rules);
    JsonObject json = new JsonObject(pvf.out());
    assertEquals(0, pvf.exitCode(), pvf.out() + pvf.err());
    assertEquals(rules, json.getJsonObject("worker").getString("rules"));
    return json.getString("host");
  }

  private Pvf validate(String member, String rules) throws IOException {
    Path code = Files.write(dir.resolve("adder.wasm"), Sample.ADDER.code().array());
    List<String> args = new ArrayList<>(List.of("validate", "--code", code.toString(), "--parent-head",
        Adder.genesisHead().toHex(), "--block-data", Adder.block(0, 512).toHex(), "--join", member, "--rules", rules,
        "--json"));
    return Pvf.run(args.toArray(String[]::new));
  }
}

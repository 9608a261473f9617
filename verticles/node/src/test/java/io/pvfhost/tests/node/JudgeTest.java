package io.pvfhost.tests.node;

import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Vectors made and checked with Parity's own workers; {@code -Dpvf.reference} names their folder. */
@Timeout(120)
class JudgeTest {

  @TempDir
  private Path dir;

  private static JsonObject run(String name, long state) {
    return new JsonObject().put("name", name).put("head", Adder.genesisHead().toHex())
        .put("block", Adder.block(state, 512).toHex()).put("number", 1);
  }

  private static JsonObject module(Sample sample, JsonArray runs) {
    return new JsonObject().put("code", Base64.getEncoder().encodeToString(sample.code().array())).put("params", "00")
        .put("runs", runs);
  }

  /** Modules that nobody has judged yet. */
  private Path questions() throws IOException {
    return write("questions.jsonl",
        module(Sample.ADDER, new JsonArray().add(run("valid", 0)).add(run("other state", 1))),
        module(Sample.START_TRAP, new JsonArray().add(run("cannot be made", 0))));
  }

  private Path write(String name, JsonObject... modules) throws IOException {
    return Files.write(dir.resolve(name), List.of(modules).stream().map(JsonObject::encode).toList());
  }

  private static String judge() {
    return System.getProperty("pvf.reference");
  }

  @Test
  @EnabledIfSystemProperty(named = "pvf.reference", matches = ".+", disabledReason = "no workers (-Dpvf.reference)")
  void whatTheJudgeAnswersIsWrittenAndAgreesWithTheJudge() throws IOException {
    Path answers = dir.resolve("answers.jsonl");
    Pvf written = Pvf.run("vectors", questions().toString(), "--judge", judge(), "--write", answers.toString());
    assertEquals(0, written.exitCode(), written.out() + written.err());

    List<JsonObject> modules = Files.readAllLines(answers).stream().map(JsonObject::new).toList();
    assertEquals(2, modules.size());
    assertEquals(Adder.nextHead(Adder.genesisHead(), 0, 512).toHex(),
        expected(modules.get(0), 0).getJsonObject("result").getString("head"));
    assertEquals(new JsonObject().put("prepare", "Ok").put("execute", "InvalidCandidate"),
        expected(modules.get(0), 1));
    assertEquals(new JsonObject().put("prepare", "Ok").put("execute", "RuntimeConstruction"),
        expected(modules.get(1), 0));

    Pvf checked = Pvf.run("vectors", answers.toString(), "--judge", judge());
    assertEquals(0, checked.exitCode(), checked.out() + checked.err());
    assertTrue(checked.out().contains("3 equal"), checked.out());
  }

  @Test
  @EnabledIfSystemProperty(named = "pvf.reference", matches = ".+", disabledReason = "no workers (-Dpvf.reference)")
  void expectationThatTheJudgeDoesNotShareEndsWith1() throws IOException {
    JsonObject wrong = run("valid", 0).put("expect", new JsonObject().put("2603",
        new JsonObject().put("prepare", "Ok").put("execute", "InvalidCandidate")));
    Path file = write("wrong.jsonl", module(Sample.ADDER, new JsonArray().add(wrong)));
    Pvf pvf = Pvf.run("vectors", file.toString(), "--judge", judge());
    assertEquals(1, pvf.exitCode(), pvf.out() + pvf.err());
    assertTrue(pvf.out().contains("1 different"), pvf.out());
  }

  @ParameterizedTest
  @CsvSource({"2509, 22", "2409, 16"})
  @EnabledIfSystemProperty(named = "pvf.reference", matches = ".+", disabledReason = "no workers (-Dpvf.reference)")
  void eachRuleSetHasItsJudge(String rules, String set) throws IOException {
    assumeTrue(Files.isDirectory(Path.of(judge(), set)), () -> "no workers of crates " + set);
    Path file = write("right.jsonl", module(Sample.ADDER, new JsonArray().add(run("other state", 1).put("expect",
        new JsonObject().put("2603", new JsonObject().put("prepare", "Ok").put("execute", "InvalidCandidate"))))));
    Pvf pvf = Pvf.run("vectors", file.toString(), "--judge", judge(), "--rules", rules);
    assertEquals(0, pvf.exitCode(), pvf.out() + pvf.err());
  }

  private static JsonObject expected(JsonObject module, int run) {
    return module.getJsonArray("runs").getJsonObject(run).getJsonObject("expect").getJsonObject("2603");
  }

  private static void assertWrongUsage(String text, String... args) {
    Pvf pvf = Pvf.run(args);
    assertEquals(2, pvf.exitCode(), pvf.out() + pvf.err());
    assertTrue(pvf.err().contains(text), pvf.err());
  }

  @Test
  void judgeThatIsNotThereIsNamed() throws IOException {
    assertWrongUsage("polkadot-execute-worker", "vectors", questions().toString(), "--judge", dir.toString());
  }

  @Test
  void runsThatNobodyHasJudgedCannotBeCompared() throws IOException {
    assertWrongUsage("run valid has no answer", "vectors", questions().toString());
  }

  @Test
  void writingNeedsAJudgeByTheDefaultRulesAndLinesOfModules() throws IOException {
    String file = questions().toString();
    String out = dir.resolve("out").toString();
    assertWrongUsage("--write needs --judge", "vectors", file, "--write", out);
    assertWrongUsage("--write needs --judge", "vectors", file, "--write", out, "--judge", dir.toString(), "--rules",
        "2409");
    String blocks = Files.writeString(dir.resolve("cases.json"), "[]").toString();
    assertWrongUsage("real blocks", "vectors", blocks, "--write", out, "--judge", dir.toString());
  }
}

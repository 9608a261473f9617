package io.pvfhost.tests.node;

import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class VectorsTest {

  @TempDir
  private Path dir;

  private static JsonObject adderRun(String name, long state, JsonObject expected) {
    return new JsonObject().put("name", name).put("head", Adder.genesisHead().toHex())
        .put("block", Adder.block(state, 512).toHex()).put("number", 1)
        .put("expect", new JsonObject().put("2603", expected));
  }

  private static JsonObject ok(String head) {
    return new JsonObject().put("prepare", "Ok").put("execute", "Ok").put("result", new JsonObject()
        .put("head", head).putNull("code").put("ump", new JsonArray()).put("hrmp", new JsonArray()).put("dmp", 0)
        .put("watermark", 1));
  }

  private static JsonObject invalid() {
    return new JsonObject().put("prepare", "Ok").put("execute", "InvalidCandidate").put("text", "of no account");
  }

  /** One valid and one invalid run, both as they are. */
  private static JsonArray rightRuns() {
    return new JsonArray().add(adderRun("valid", 0, ok(Adder.nextHead(Adder.genesisHead(), 0, 512).toHex())))
        .add(adderRun("other state", 1, invalid()));
  }

  private Path file(JsonArray runs) throws IOException {
    JsonObject module = new JsonObject()
        .put("code", Base64.getEncoder().encodeToString(Sample.ADDER.code().array()))
        .put("params", "00").put("runs", runs);
    Path file = dir.resolve("adder.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((module.encode() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "worker"})
  void runsThatAreAnsweredAlikeEndWith0(String path) throws IOException {
    Pvf pvf = Pvf.run("vectors", file(rightRuns()).toString(), "--path", path, "--rules", "all", "--json");
    assertEquals(0, pvf.exitCode(), pvf.out() + pvf.err());
    List<JsonObject> lines = pvf.out().lines().map(JsonObject::new).toList();
    assertEquals(List.of("2603", "2509", "2409"), lines.stream().map(line -> line.getString("rules")).toList());
    lines.forEach(line -> assertEquals(List.of(2, 2, 0),
        List.of(line.getInteger("runs"), line.getInteger("equal"), line.getInteger("different"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "worker"})
  void everyDifferenceIsToldWithBothAnswersAndEndsWith1(String path) throws IOException {
    JsonArray runs = rightRuns().add(adderRun("wrong head", 0, ok("00"))).add(adderRun("wrong kind", 0, invalid()))
        .add(adderRun("wrong prepare", 0, new JsonObject().put("prepare", "Preparation")));
    Pvf pvf = Pvf.run("vectors", file(runs).toString(), "--path", path, "--json");
    assertEquals(1, pvf.exitCode(), pvf.err());
    List<JsonObject> lines = pvf.out().lines().map(JsonObject::new).toList();
    assertEquals(List.of("wrong head", "wrong kind", "wrong prepare"),
        lines.stream().filter(line -> line.containsKey("run")).map(line -> line.getString("run")).toList());
    assertEquals("Preparation", lines.get(2).getJsonObject("expected").getString("prepare"));
    assertEquals("Ok", lines.get(2).getJsonObject("answered").getString("execute"));
    assertEquals(3, lines.get(3).getInteger("different"));
  }

  @Test
  void onlyTheFirstRunsAreRunIfSo() throws IOException {
    JsonArray runs = rightRuns().add(adderRun("wrong", 0, invalid()));
    Pvf pvf = Pvf.run("vectors", file(runs).toString(), "--limit", "2");
    assertEquals(0, pvf.exitCode(), pvf.out());
    assertTrue(pvf.out().contains("2 runs"), pvf.out());
  }

  @Test
  void aLineThatIsNoModuleIsNamed() throws IOException {
    Path file = Files.writeString(dir.resolve("bad.jsonl"), "{\"code\": 1}\n");
    Pvf pvf = Pvf.run("vectors", file.toString());
    assertEquals(2, pvf.exitCode());
    assertTrue(pvf.err().contains("line 1"), pvf.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashing", "misc", "allocator", "numbers", "shape", "features", "blobs", "stack", "smith"})
  void theFirstRunsOfAFamilyAreAnsweredAsParitysWorkersDo(String family) {
    String data = System.getProperty("pvf.data", "");
    assumeTrue(!data.isEmpty(), "no data folder (-Dpvf.data)");
    Pvf pvf = Pvf.run("vectors", Path.of(data, "vectors/worker", family + ".jsonl.gz").toString(), "--rules", "all",
        "--limit", "30");
    assertEquals(0, pvf.exitCode(), pvf.out() + pvf.err());
  }
}

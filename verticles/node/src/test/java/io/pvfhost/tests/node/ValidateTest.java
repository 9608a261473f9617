package io.pvfhost.tests.node;

import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.PoV;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ValidateTest {

  private static final Bytes NEXT_HEAD = Adder.nextHead(Adder.genesisHead(), 0, 512);

  @TempDir
  private Path dir;

  @Test
  void answersAValidCandidateWithEverythingKnownAboutIt() throws IOException {
    Pvf pvf = adder("--block-data", Adder.block(0, 512).toHex(), "--json", "--expect-head", NEXT_HEAD.toHex(),
        "--relay-parent-number", "1");
    JsonObject json = new JsonObject(pvf.out());
    assertEquals(0, pvf.exitCode());
    assertEquals("valid", json.getString("verdict"));
    assertEquals("ok", json.getJsonObject("reason").getString("code"));
    assertEquals("0x" + NEXT_HEAD.toHex(), json.getString("headData"));
    assertEquals("0x" + ValidationCode.of(Sample.ADDER.code()).hash().toHex(), json.getString("codeHash"));
    assertEquals(66, json.getString("commitmentsHash").length());
    assertEquals(16, json.getLong("povSize"));
    assertEquals("S", json.getJsonObject("worker").getString("dialect"));
    assertEquals(1, json.getJsonArray("attempts").size());
    assertEquals(true, json.getBoolean("headMatches"));
    for (String time : List.of("cpuMillis", "wallMillis", "queueMillis")) {
      assertTrue(json.getDouble(time) >= 0, time);
    }
  }

  @Test
  void readsCodeBlockDataAndPoVFromFilesPlainOrCompressed() throws IOException {
    Path code = file("code", Bytes.wrap(MaybeCompressed.compress(Sample.ADDER.code().array())));
    Path pov = file("pov", new PoV(Bytes.wrap(MaybeCompressed.compress(Adder.block(0, 512).array()))).encode());
    Pvf pvf = Pvf.run("validate", "--code", code.toString(), "--parent-head", "@" + file("head", Adder.genesisHead()),
        "--pov", "@" + pov, "--expect-head", "@" + file("next", NEXT_HEAD));
    assertEquals(0, pvf.exitCode(), pvf.out() + pvf.err());
    assertTrue(pvf.out().startsWith("verdict      valid"), pvf.out());
    assertTrue(pvf.out().contains("0x" + NEXT_HEAD.toHex()), pvf.out());
  }

  @Test
  void answersAnotherHeadThanTheExpectedOneWith1() throws IOException {
    Pvf pvf = adder("--block-data", Adder.block(0, 511).toHex(), "--expect-head", NEXT_HEAD.toHex(), "--json");
    assertEquals(1, pvf.exitCode());
    assertEquals("valid", new JsonObject(pvf.out()).getString("verdict"));
    assertEquals(false, new JsonObject(pvf.out()).getBoolean("headMatches"));
  }

  @Test
  void answersAnInvalidCandidateWith1AndTheReason() throws IOException {
    Pvf pvf = adder("--block-data", Adder.block(256, 256).toHex(), "--json");
    JsonObject json = new JsonObject(pvf.out());
    assertEquals(1, pvf.exitCode());
    assertEquals("invalid", json.getString("verdict"));
    assertEquals("invalid_candidate", json.getJsonObject("reason").getString("code"));
    assertNull(json.getString("headData"));
    assertNotNull(json.getJsonObject("worker"));
  }

  @Test
  void answersAPoVAboveTheGivenSizeWith1WithoutAWorker() throws IOException {
    Pvf pvf = adder("--block-data", Adder.block(0, 1).toHex(), "--max-pov-size", "16", "--json");
    assertEquals(1, pvf.exitCode());
    assertEquals("params_too_large", new JsonObject(pvf.out()).getJsonObject("reason").getString("code"));
    assertNull(new JsonObject(pvf.out()).getJsonObject("worker"));
  }

  @Test
  void answersCodeThatCannotBePreparedWith3() throws IOException {
    Pvf pvf = Pvf.run("validate", "--code", file("code", Bytes.fromHex("00")).toString(), "--parent-head", "0x",
        "--block-data", "0x");
    assertEquals(3, pvf.exitCode());
    assertTrue(pvf.out().startsWith("verdict      none"), pvf.out());
    assertTrue(pvf.out().contains("preparation_failed"), pvf.out());
  }

  @Test
  void repeatsACandidateAndTellsWhetherTheRunsAgree() throws IOException {
    Pvf pvf = adder("--block-data", Adder.block(0, 512).toHex(), "--runs", "5", "--json");
    JsonObject json = new JsonObject(pvf.out());
    assertEquals(0, pvf.exitCode());
    assertEquals(true, json.getBoolean("runsAgree"));
    assertEquals(5, json.getJsonArray("runs").size());
  }

  @Test
  void allRulesAgreeOnOrdinaryCode() throws IOException {
    Pvf pvf = adder("--block-data", Adder.block(0, 512).toHex(), "--rules", "all", "--json", "--expect-head",
        NEXT_HEAD.toHex());
    JsonObject json = new JsonObject(pvf.out());
    assertEquals(0, pvf.exitCode(), pvf.err());
    assertEquals(true, json.getBoolean("releasesAgree"));
    assertEquals(List.of("2603", "2509", "2409"), json.getJsonArray("rules").stream()
        .map(answer -> ((JsonObject) answer).getJsonObject("worker").getString("rules")).toList());
  }

  @Test
  void aDisagreementOfTheReleasesIsNoVerdictAndSaidLoudly() throws IOException {
    // A module without a memory: the newest rules prepare it and find every candidate invalid, older ones refuse it.
    Path code = file("empty", Bytes.fromHex("0061736d01000000"));
    Pvf pvf = Pvf.run("validate", "--code", code.toString(), "--parent-head", "0x", "--block-data", "0x", "--rules",
        "all");
    assertEquals(3, pvf.exitCode(), pvf.out());
    assertTrue(pvf.out().contains("rules 2603  invalid  invalid_candidate"), pvf.out());
    assertTrue(pvf.out().contains("rules 2509  none     preparation_failed"), pvf.out());
    assertTrue(pvf.out().contains("THE RELEASES DISAGREE"), pvf.out());
  }

  private Pvf adder(String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("validate", "--code", file("adder", Sample.ADDER.code()).toString(),
        "--parent-head", "0x" + Adder.genesisHead().toHex()));
    args.addAll(List.of(more));
    return Pvf.run(args.toArray(String[]::new));
  }

  private Path file(String name, Bytes content) throws IOException {
    return Files.write(dir.resolve(name), content.array());
  }
}

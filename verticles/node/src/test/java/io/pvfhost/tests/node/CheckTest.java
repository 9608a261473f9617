package io.pvfhost.tests.node;

import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CheckTest {

  /** A module without anything: the rules of 2603 prepare it, older ones miss a memory. */
  private static final Bytes EMPTY_MODULE = Bytes.fromHex("0061736d01000000");

  @TempDir
  private Path dir;

  @Test
  void ordinaryCodeIsAcceptedByAllRules() throws IOException {
    Pvf pvf = check(Sample.ADDER.code(), "--rules", "all", "--json");
    JsonObject json = new JsonObject(pvf.out());
    assertEquals(0, pvf.exitCode(), pvf.err());
    assertEquals(true, json.getBoolean("accepted"));
    assertEquals(3, json.getJsonArray("rules").size());
    assertTrue(json.getJsonArray("rules").getJsonObject(0).getLong("artifactSize") > 0);
    assertEquals(2080, json.getJsonObject("memory").getLong("limitPages"));
    assertTrue(json.getJsonArray("largest").getJsonObject(0).getLong("bytes") > 0);
    assertTrue(json.getJsonArray("deepest").getJsonObject(0).getLong("stackItems") > 0);
  }

  @Test
  void importsAreToldByWhatBecomesOfThem() throws IOException {
    assertEquals(new JsonArray().add("env:ext_storage_get_version_1"), imports(Sample.MISSING_IMPORT, "missing"));
    assertTrue(imports(Sample.HASHER, "known").contains("env:ext_hashing_blake2_256_version_1"));
    assertTrue(check(Sample.MISSING_IMPORT.code()).out().contains("ext_storage_get_version_1 (trap when called)"));
  }

  private JsonArray imports(Sample sample, String kind) throws IOException {
    return new JsonObject(check(sample.code(), "--json").out()).getJsonObject("imports").getJsonArray(kind);
  }

  @Test
  void codeThatCannotBeLinkedIsRefused() throws IOException {
    Pvf pvf = check(Sample.FOREIGN_IMPORT.code(), "--json");
    assertEquals(1, pvf.exitCode());
    assertEquals("linking", new JsonObject(pvf.out()).getJsonArray("rules").getJsonObject(0).getString("gate"));
  }

  @Test
  void theGateThatRefusesIsNamed() throws IOException {
    Pvf pvf = check(Bytes.fromHex("00"), "--rules", "2409");
    assertEquals(1, pvf.exitCode());
    assertTrue(pvf.out().startsWith("rules 2409     refused by the parser (Prevalidation): "), pvf.out());
  }

  @Test
  void releasesThatDisagreeAreTold() throws IOException {
    assertEquals(0, check(EMPTY_MODULE).exitCode());
    Pvf pvf = check(EMPTY_MODULE, "--rules", "all");
    assertEquals(1, pvf.exitCode());
    assertTrue(pvf.out().contains("refused by metering or validation (Preparation)"), pvf.out());
    assertTrue(pvf.out().contains("THE RELEASES DISAGREE"), pvf.out());
    assertTrue(pvf.out().contains("DOES NOT EXPORT validate_block"), pvf.out());
  }

  private Pvf check(Bytes code, String... more) throws IOException {
    Path file = Files.write(dir.resolve("code"), code.array());
    String[] args = new String[3 + more.length];
    System.arraycopy(new String[] {"check", "--code", file.toString()}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Pvf.run(args);
  }
}

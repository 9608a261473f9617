package io.pvfhost.tests.node;

import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PrepareTest {

  @TempDir
  private Path dir;

  @Test
  void tellsAboutCodeThatCanBePrepared() throws IOException {
    JsonObject json = new JsonObject(prepare(0, Sample.MISSING_IMPORT.code().array(), "--json"));
    assertEquals("valid", json.getString("verdict"));
    assertEquals(true, json.getBoolean("prepared"));
    assertTrue(json.getLong("artifactSize") > 0);
    assertTrue(json.getInteger("functions") > 0);
    assertEquals(1, json.getInteger("importedFunctions"));
    assertEquals(new JsonArray().add("env:ext_storage_get_version_1"), json.getJsonArray("imports"));
  }

  @Test
  void tellsThePersonToo() throws IOException {
    String text = prepare(0, MaybeCompressed.compress(Sample.MISSING_IMPORT.code().array()));
    assertTrue(text.startsWith("prepared     yes"), text);
    assertTrue(text.contains("env:ext_storage_get_version_1"), text);
  }

  @Test
  void answersCodeThatIsNoWasmWith1() throws IOException {
    JsonObject json = new JsonObject(prepare(1, "no module".getBytes(StandardCharsets.UTF_8), "--json"));
    assertEquals("invalid", json.getString("verdict"));
    assertEquals("preparation_failed", json.getJsonObject("reason").getString("code"));
    assertNull(json.getInteger("functions"));
  }

  @Test
  void answersACompressionBombWith1() throws IOException {
    String text = prepare(1, MaybeCompressed.compress(new byte[13 << 20]));
    assertTrue(text.contains("Possible compression bomb encountered"), text);
  }

  @Test
  void answersABrokenCompressedBlobWith1() throws IOException {
    byte[] blob = MaybeCompressed.compress(Sample.ADDER.code().array());
    blob[8] ^= 0x55;
    assertTrue(prepare(1, blob).contains("Blob had invalid format"));
  }

  private String prepare(int exitCode, byte[] code, String... more) throws IOException {
    Path file = Files.write(dir.resolve("code"), code);
    Pvf pvf = more.length == 0 ? Pvf.run("prepare", "--code", file.toString())
        : Pvf.run("prepare", "--code", file.toString(), more[0]);
    assertEquals(exitCode, pvf.exitCode(), pvf.out() + pvf.err());
    return pvf.out();
  }
}

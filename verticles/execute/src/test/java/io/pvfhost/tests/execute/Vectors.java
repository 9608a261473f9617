package io.pvfhost.tests.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pvfhost.scale.Bytes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The folder of validation functions and judged runs that {@code -Dpvf.data} names. */
final class Vectors {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {
  }

  private static Path path(String file) {
    return Path.of(System.getProperty("pvf.data"), file);
  }

  static JsonNode json(String file) throws IOException {
    return JSON.readTree(path(file).toFile());
  }

  static boolean exists(String file) {
    return Files.exists(path(file));
  }

  static Bytes file(String file) throws IOException {
    return Bytes.wrap(Files.readAllBytes(path(file)));
  }

  /** The modules of one family of {@code vectors/worker}. */
  static List<JsonNode> family(String name) throws IOException {
    Path file = path("vectors/worker/" + name + ".jsonl.gz");
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().map(Vectors::parse).toList();
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes as the vectors write them: hex, or {@code 00*N} for N zero bytes. */
  static Bytes bytes(JsonNode text) {
    return text.asText().startsWith("00*") ? Bytes.wrap(new byte[Integer.parseInt(text.asText().substring(3))])
        : Bytes.fromHex(text.asText());
  }
}

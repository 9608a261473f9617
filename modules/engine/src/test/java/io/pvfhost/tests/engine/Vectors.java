package io.pvfhost.tests.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The folder of judged runs, when there is one. */
final class Vectors {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  /** One module and the runs it was judged with. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Module(byte[] code, ExecutorParams params, List<JsonNode> runs) {}

  static Path folder() {
    String folder = System.getProperty("pvf.data", "");
    assumeTrue(!folder.isEmpty(), "no data folder (-Dpvf.data)");
    return Path.of(folder);
  }

  static JsonNode json(String file) throws IOException {
    return JSON.readTree(folder().resolve(file).toFile());
  }

  static byte[] file(String file) throws IOException {
    return Files.readAllBytes(folder().resolve(file));
  }

  static List<Module> family(String name) throws IOException, ScaleException {
    return modules(Files.newInputStream(folder().resolve("vectors/worker/" + name + ".jsonl.gz")));
  }

  /** Returns modules that were judged for this project, of a resource. */
  static List<Module> resource(String name) throws IOException, ScaleException {
    return modules(Vectors.class.getClassLoader().getResourceAsStream(name));
  }

  private static List<Module> modules(InputStream zipped) throws IOException, ScaleException {
    List<Module> modules = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(zipped), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        JsonNode module = JSON.readTree(line);
        List<JsonNode> runs = new ArrayList<>();
        module.get("runs").forEach(runs::add);
        modules.add(new Module(
            Base64.getDecoder().decode(module.get("code").asText()),
            ExecutorParams.decode(new ScaleReader(hex(module.get("params").asText()))),
            runs));
        line = lines.readLine();
      }
    }
    return modules;
  }

  /** Bytes as the vectors write them: hex, or {@code 00*N} for N zero bytes. */
  static byte[] hex(String text) {
    return text.startsWith("00*")
        ? new byte[Integer.parseInt(text.substring(3))]
        : Bytes.fromHex(text).toArray();
  }
}

package io.pvfhost.node.vectors;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.vertx.core.json.JsonObject;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Small modules, one JSON object a line, plain or as a gzip file:
 *
 * <pre>
 * {"code": base64, "params": hex of SCALE ExecutorParams,
 *  "runs": [{"name", "head": hex, "block": hex or "00*N", "number", "expect": {"2603": {..}, ..}}]}
 * </pre>
 */
final class ModuleLines implements VectorFile {

  private static final long MAX_POV_SIZE = 5L << 20;
  private static final Duration CPU_BUDGET = Duration.ofSeconds(4);

  private final Path file;
  private final BufferedReader lines;
  private int number;

  private ModuleLines(Path file, BufferedReader lines) {
    this.file = file;
    this.lines = lines;
  }

  static ModuleLines open(Path file) throws IOException {
    return new ModuleLines(file, reader(file));
  }

  static BufferedReader reader(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public Optional<VectorModule> next() throws IOException {
    String line = lines.readLine();
    number++;
    if (line == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(module(new JsonObject(line)));
    } catch (ScaleException | RuntimeException e) {
      throw new IOException(file + ", line " + number + ": "
          + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
    }
  }

  static VectorModule module(JsonObject json) throws ScaleException {
    List<VectorRun> runs = json.getJsonArray("runs").stream().map(run -> run((JsonObject) run)).toList();
    return new VectorModule(
        Bytes.wrap(Base64.getDecoder().decode(json.getString("code"))),
        ExecutorParams.decode(new ScaleReader(Bytes.fromHex(json.getString("params")).array())),
        runs);
  }

  private static VectorRun run(JsonObject json) {
    JsonObject expect = json.getJsonObject("expect", new JsonObject());
    Map<String, Answer> answers = new HashMap<>();
    expect.fieldNames().forEach(rules -> answers.put(rules, Answer.of(expect.getJsonObject(rules))));
    return new VectorRun(json.getString("name"), Bytes.fromHex(json.getString("head")),
        BlockData.of(json.getString("block")), json.getLong("number"), Hash.ZERO, MAX_POV_SIZE, CPU_BUDGET, answers);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Real blocks: a list of cases in one JSON file, with validation code and block data in files beside it, code also in
 * {@code ../../pvf}. All rule sets give the same answer. Cases of the same code come together.
 */
final class BlockCases implements VectorFile {

  private static final double NANOS = 1e9;

  private final Path directory;
  private final Iterator<Map.Entry<String, List<VectorRun>>> codes;

  private BlockCases(Path directory, Map<String, List<VectorRun>> codes) {
    this.directory = directory;
    this.codes = codes.entrySet().iterator();
  }

  static BlockCases open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Map<String, List<VectorRun>> codes = new LinkedHashMap<>();
    try {
      for (Object each : new JsonArray(Files.readString(file))) {
        JsonObject json = (JsonObject) each;
        codes.computeIfAbsent(json.getString("pvf"), name -> new ArrayList<>()).add(run(json, directory));
      }
    } catch (RuntimeException e) {
      throw new IOException(file + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
    }
    return new BlockCases(directory, codes);
  }

  private static VectorRun run(JsonObject json, Path directory) {
    JsonObject expect = json.getJsonObject("expect");
    Answer answer = new Answer(Answer.OK, Optional.of(expect.getString("kind")), Answer.result(expect));
    return new VectorRun(json.getString("name"), Bytes.fromHex(json.getString("parent_head")),
        BlockData.of(directory.resolve(json.getString("pov_file"))), json.getLong("relay_parent_number"),
        Hash.fromHex(json.getString("relay_parent_storage_root")), json.getLong("max_pov_size"),
        Duration.ofNanos((long) (json.getDouble("timeout_s") * NANOS)), Map.of(RuleSet.DEFAULT.label(), answer));
  }

  @Override
  public Optional<VectorModule> next() throws IOException {
    if (!codes.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, List<VectorRun>> next = codes.next();
    return Optional.of(new VectorModule(code(next.getKey() + ".pvf"), ExecutorParams.EMPTY, next.getValue()));
  }

  private Bytes code(String name) throws IOException {
    for (Path place : List.of(directory.resolve(name), directory.resolve("../../pvf").resolve(name))) {
      if (Files.isRegularFile(place)) {
        return Bytes.wrap(Files.readAllBytes(place));
      }
    }
    throw new FileNotFoundException(directory.resolve(name) + " does not exist, and is not in ../../pvf either");
  }

  @Override
  public void close() {
    // Everything was read when it was opened.
  }
}

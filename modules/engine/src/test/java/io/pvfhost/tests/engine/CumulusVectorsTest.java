package io.pvfhost.tests.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Real blocks of real runtimes: our answers beside those of Parity's workers, whose three releases agree on them. */
class CumulusVectorsTest {

  private static final String FOLDER = "vectors/cumulus/";
  private static final int CODE_BOMB_LIMIT = 64 << 20;
  private static final int POV_BOMB_LIMIT = 40 << 20;

  private final Map<String, LoadedPvf> loaded = new HashMap<>();

  @ParameterizedTest
  @EnumSource(RuleSet.class)
  void everyBlockAgrees(RuleSet rules) throws Exception {
    assertEquals(List.of(), differences(PvfEngine.create(rules)));
  }

  List<String> differences(PvfEngine engine) throws Exception {
    loaded.clear();
    List<String> differences = new ArrayList<>();
    for (JsonNode vector : Vectors.json(FOLDER + "cases.json")) {
      JsonNode expected = vector.get("expect");
      String wanted = expected.get("kind").asText() + (expected.has("result") ? " " + expected.get("result") : "");
      String got = run(engine, vector);
      if (!got.equals(wanted)) {
        differences.add(vector.get("name").asText() + ": wanted " + wanted + ", got " + got);
      }
    }
    return differences;
  }

  private String run(PvfEngine engine, JsonNode vector) throws Exception {
    LoadedPvf pvf = load(engine, vector.get("pvf").asText());
    byte[] pov = Vectors.file(FOLDER + vector.get("pov_file").asText());
    ValidationParams candidate = new ValidationParams(
        Bytes.fromHex(vector.get("parent_head").asText()),
        Bytes.wrap(MaybeCompressed.decompress(pov, POV_BOMB_LIMIT)),
        vector.get("relay_parent_number").asLong(),
        Hash.fromHex(vector.get("relay_parent_storage_root").asText()),
        Optional.empty());
    return Judge.outcome(LargeStackThread.call(() -> pvf.execute(candidate, Candidates.LIMITS)));
  }

  private LoadedPvf load(PvfEngine engine, String name) throws Exception {
    LoadedPvf known = loaded.get(name);
    if (known == null) {
      byte[] code = MaybeCompressed.decompress(code(name), CODE_BOMB_LIMIT);
      byte[] artifact = engine.prepare(code, ExecutorParams.EMPTY).artifact();
      engine.verify(artifact);
      known = engine.load(artifact);
      loaded.put(name, known);
    }
    return known;
  }

  private static byte[] code(String name) throws IOException {
    Path beside = Vectors.folder().resolve(FOLDER + name + ".pvf");
    return Files.exists(beside) ? Files.readAllBytes(beside) : Vectors.file("pvf/" + name + ".pvf");
  }
}

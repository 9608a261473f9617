package io.pvfhost.tests.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.tests.engine.machine.LargeStackThread;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Runs judged modules and says where our answers differ, under one rule set. */
final class Judge {

  private static final Collector<CharSequence, ?, String> LIST = Collectors.joining(",", "[", "]");
  private static final int CODE_BOMB_LIMIT = 12 << 20;
  private static final int POV_BOMB_LIMIT = 40 << 20;
  private static final int OLDEST_POV_BOMB_LIMIT = 20 << 20;

  private final RuleSet rules;
  private final PvfEngine engine;
  private int runs;

  Judge(PvfEngine engine) {
    this.rules = engine.rules();
    this.engine = engine;
  }

  /** Returns the number of runs so far. */
  int runs() {
    return runs;
  }

  /** Returns one line for each run that differs. */
  List<String> differences(List<Vectors.Module> modules) {
    List<String> differences = new ArrayList<>();
    for (Vectors.Module module : modules) {
      String prepared = "Ok";
      Optional<LoadedPvf> pvf = Optional.empty();
      try {
        byte[] code = MaybeCompressed.decompress(module.code(), CODE_BOMB_LIMIT);
        byte[] artifact = engine.prepare(code, module.params()).artifact();
        engine.verify(artifact);
        pvf = Optional.of(engine.load(artifact));
      } catch (BlobException e) {
        prepared = "CouldNotDecompressCodeBlob";
      } catch (PrepareFailure e) {
        prepared = e.kind() == PrepareFailure.Kind.PREVALIDATION ? "Prevalidation" : "Preparation";
      } catch (ArtifactException e) {
        throw new AssertionError(e);
      }
      for (JsonNode run : module.runs()) {
        runs++;
        JsonNode expected = expected(run);
        String wanted = expected.get("prepare").asText() + " " + outcome(expected);
        String got = prepared + " " + pvf.map(loaded -> outcome(loaded, module.params(), run)).orElse("");
        if (!got.equals(wanted)) {
          differences.add(run.get("name").asText() + ": wanted " + wanted + ", got " + got);
        }
      }
    }
    return differences;
  }

  /** Where a rule set has no entry, the answer is that of the newest. */
  private JsonNode expected(JsonNode run) {
    JsonNode own = run.get("expect").get(rules.label());
    return own == null ? run.get("expect").get(RuleSet.DEFAULT.label()) : own;
  }

  private int povBombLimit() {
    return rules == RuleSet.RULES_2409 ? OLDEST_POV_BOMB_LIMIT : POV_BOMB_LIMIT;
  }

  private static String outcome(JsonNode expected) {
    if (!expected.has("execute")) {
      return "";
    }
    return expected.get("execute").asText() + (expected.has("result") ? " " + expected.get("result") : "");
  }

  private String outcome(LoadedPvf pvf, ExecutorParams params, JsonNode run) {
    byte[] blockData;
    try {
      blockData = MaybeCompressed.decompress(Vectors.hex(run.get("block").asText()), povBombLimit());
    } catch (BlobException e) {
      return "PoVDecompressionFailure";
    }
    ValidationParams candidate = new ValidationParams(
        Bytes.wrap(Vectors.hex(run.get("head").asText())),
        Bytes.wrap(blockData),
        run.get("number").asLong(),
        Hash.ZERO,
        Optional.empty());
    return outcome(LargeStackThread.call(() -> pvf.execute(candidate, ExecutionLimits.of(params))));
  }

  /** Returns an outcome as the vectors write them. */
  static String outcome(Execution execution) {
    if (execution instanceof Execution.Completed completed) {
      return "Ok " + json(completed.result());
    }
    return execution.getClass().getSimpleName();
  }

  private static String json(ValidationResult result) {
    return "{\"head\":\"" + result.headData().toHex()
        + "\",\"code\":" + result.newValidationCode().map(code -> '"' + code.toHex() + '"').orElse("null")
        + ",\"ump\":" + result.upwardMessages().stream().map(m -> '"' + m.toHex() + '"').collect(LIST)
        + ",\"hrmp\":" + result.horizontalMessages().stream()
            .map(m -> "[" + m.recipient() + ",\"" + m.data().toHex() + "\"]").collect(LIST)
        + ",\"dmp\":" + result.processedDownwardMessages()
        + ",\"watermark\":" + result.hrmpWatermark() + "}";
  }
}

package io.pvfhost.node.check;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What one rule set says of some code.
 *
 * @param rules the rules
 * @param prepared what came of the preparation; empty if a gate did not let the code through
 * @param refusal why the code is refused; empty if it is accepted
 * @param time wall-clock time of the preparation, its artifact's verification included
 */
public record Finding(RuleSet rules, Optional<PreparedCode> prepared, Optional<Refusal> refusal, Duration time) {

  /** Where code is refused. */
  public enum Gate {
    /** Decompression. */
    BLOB("cannot be decompressed"),
    /** The first gate: the parser, which knows the MVP only. */
    PARSER("refused by the parser (Prevalidation)"),
    /** The second gate: metering and validation. */
    VALIDATION("refused by metering or validation (Preparation)"),
    /** Linking, which prechecking does. */
    LINKING("prepares, but its imports cannot be linked (RuntimeConstruction)"),
    /** None of the protocol: this engine cannot prepare it. */
    ENGINE("cannot be prepared by this engine, which says nothing about the code");

    private final String text;

    Gate(String text) {
      this.text = text;
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Why code is refused.
   *
   * @param gate where
   * @param text why, for people
   */
  public record Refusal(Gate gate, String text) {
  }

  /** Asks one rule set. The code is prepared in this process, within the limits of its size but not of time. */
  static Finding of(Bytes blob, ExecutorParams params, RuleSet rules, int codeLimit) {
    PvfEngine engine = PvfEngine.create(rules);
    long start = System.nanoTime();
    PreparedCode prepared = null;
    Refusal refusal = null;
    try {
      prepared = engine.prepare(MaybeCompressed.decompress(blob.array(), codeLimit), params);
      engine.verify(prepared.artifact());
    } catch (BlobException e) {
      refusal = new Refusal(Gate.BLOB, e.getMessage());
    } catch (PrepareFailure e) {
      refusal = refusal(e);
    } catch (ArtifactException e) {
      refusal = new Refusal(Gate.ENGINE, e.getMessage());
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    if (refusal == null) {
      try {
        engine.checkLinks(prepared.artifact(), params);
      } catch (PrepareFailure e) {
        refusal = refusal(e);
      }
    }
    return new Finding(rules, Optional.ofNullable(prepared), Optional.ofNullable(refusal), time);
  }

  private static Refusal refusal(PrepareFailure failure) {
    Gate gate = switch (failure.kind()) {
      case PREVALIDATION -> Gate.PARSER;
      case PREPARATION -> Gate.VALIDATION;
      case RUNTIME_CONSTRUCTION -> Gate.LINKING;
      case INTERNAL -> Gate.ENGINE;
    };
    return new Refusal(gate, failure.getMessage());
  }

  /** Whether a precheck by these rules votes for the code. */
  public boolean isAccepted() {
    return refusal.isEmpty();
  }

  String toText() {
    String taken = String.format(Locale.ROOT, "prepared in %.1f ms, artifact of %d bytes", time.toNanos() / 1e6,
        prepared.map(code -> code.artifact().length).orElse(0));
    return refusal.map(why -> why.gate().text + ": " + why.text()).orElse("accepted; " + taken);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("rules", rules.label())
        .put("accepted", isAccepted())
        .put("gate", refusal.map(why -> why.gate().wireName()).orElse(null))
        .put("refusal", refusal.map(Refusal::text).orElse(null))
        .put("prepareMillis", Math.round(time.toNanos() / 1e3) / 1e3)
        .put("artifactSize", prepared.map(code -> code.artifact().length).orElse(null));
  }
}

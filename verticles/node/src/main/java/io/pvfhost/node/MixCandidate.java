package io.pvfhost.node;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.node.load.CandidateExpectation;
import io.pvfhost.node.load.CandidateJobs;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;

import java.util.Optional;

/** The fields of a mix's {@code candidate}: a candidate of the operator's own and what is known of its answer. */
final class MixCandidate {

  private static final long U32_MAX = 0xffffffffL;
  private static final int MAX_PARAMS_BYTES = 64 << 10;

  private MixCandidate() {
  }

  static CandidateJobs read(MixEntry entry) {
    CandidateExpectation expected = expectation(entry);
    ExecuteRequest request = request(entry);
    try {
      request.validate();
    } catch (PvfException e) {
      throw entry.error("candidate", e.getMessage());
    }
    return new CandidateJobs(request, expected);
  }

  private static ExecuteRequest request(MixEntry entry) {
    ValidationCode code = ValidationCode.of(entry.bytes("code", PvfLimits.MAX_CODE_BYTES));
    PersistedValidationData data = new PersistedValidationData(
        entry.bytes("parentHead", PvfLimits.MAX_HEAD_BYTES),
        entry.number("relayParentNumber", 0, U32_MAX, 0L),
        storageRoot(entry),
        entry.number("maxPovSize", 0, U32_MAX, (long) PvfLimits.DEFAULT_MAX_POV_SIZE));
    PoV pov = new PoV(entry.bytes("blockData", PvfLimits.MAX_BLOCK_DATA_BYTES));
    ExecuteRequest.Builder builder = ExecuteRequest.builder(code, data, pov);
    entry.optionalBytes("executorParams", MAX_PARAMS_BYTES).ifPresent(params -> builder.executorParams(
        Inputs.scale(entry.place("executorParams"), params, ExecutorParams::decode)));
    entry.optionalText("timeout").ifPresent(text -> builder.executionTimeout(
        Inputs.time(entry.place("timeout"), text, PvfLimits.MAX_TIME)));
    return builder.build();
  }

  private static Hash storageRoot(MixEntry entry) {
    String field = "relayParentStorageRoot";
    Optional<Bytes> root = entry.optionalBytes(field, Hash.LENGTH);
    root.ifPresent(bytes -> Inputs.inRange(entry.place(field) + ": length in bytes", bytes.length(), Hash.LENGTH,
        Hash.LENGTH));
    return root.map(Hash::new).orElse(Hash.ZERO);
  }

  private static CandidateExpectation expectation(MixEntry entry) {
    String verdict = entry.text("verdict");
    Optional<Bytes> head = entry.optionalBytes("headData", PvfLimits.MAX_RESULT_BYTES);
    Optional<String> reason = entry.optionalText("reason");
    return switch (verdict) {
      case "valid" -> {
        reason.ifPresent(text -> {
          throw entry.error("reason", "only an invalid candidate has one");
        });
        yield new CandidateExpectation(Verdict.VALID, head, Optional.empty());
      }
      case "invalid" -> {
        head.ifPresent(bytes -> {
          throw entry.error("headData", "only a valid candidate has it");
        });
        yield new CandidateExpectation(Verdict.INVALID, Optional.empty(), reason.map(text -> reason(entry, text)));
      }
      default -> throw entry.error("verdict", "'" + verdict + "' is neither valid nor invalid");
    };
  }

  private static ReasonCode reason(MixEntry entry, String name) {
    return ReasonCode.named(name).filter(code -> code.verdict() == Verdict.INVALID)
        .orElseThrow(() -> entry.error("reason", "'" + name + "' is no reason of an invalid candidate"));
  }
}

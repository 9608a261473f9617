package io.pvfhost.node;

import io.pvfhost.api.PrepareReply;
import io.pvfhost.engine.CodeSummary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/**
 * What {@code pvf prepare} has to say.
 *
 * @param reply the host's answer
 * @param summary what the code says about itself; empty if it is no module
 */
record PrepareOutcome(PrepareReply reply, Optional<CodeSummary> summary) {

  int exitCode() {
    return switch (reply.precheckVerdict()) {
      case VALID -> ExitCode.OK;
      case INVALID -> ExitCode.INVALID;
      case NONE -> ExitCode.NO_VERDICT;
    };
  }

  /** The reply, with {@code verdict}, {@code functions}, {@code importedFunctions} and {@code imports}. */
  JsonObject toJson() {
    return new JsonObject()
        .put("verdict", reply.precheckVerdict().wireName())
        .mergeIn(reply.toJson())
        .put("functions", summary.map(CodeSummary::functions).orElse(null))
        .put("importedFunctions", summary.map(CodeSummary::importedFunctions).orElse(null))
        .put("imports", summary.map(code -> new JsonArray(code.imports())).orElse(null));
  }

  String toText() {
    Rows rows = new Rows().add("prepared", prepared());
    rows.add("reason", reply.reason().code().wireName()
        + (reply.reason().message().isEmpty() ? "" : ": " + reply.reason().message()));
    rows.add("rules", reply.rules());
    rows.add("code", "0x" + reply.codeHash().toHex());
    rows.add("time", "cpu %.1f ms, wall %.1f ms", reply.cpuTime().toNanos() / 1e6, reply.wallTime().toNanos() / 1e6);
    if (reply.prepared()) {
      rows.add("artifact", reply.artifactSize() + " bytes");
    }
    summary.ifPresent(code -> describe(rows, code));
    return rows.toString();
  }

  private String prepared() {
    if (reply.prepared()) {
      return reply.cached() ? "yes, before this" : "yes";
    }
    return reply.deterministic() ? "no, and never can be" : "no";
  }

  private static void describe(Rows rows, CodeSummary code) {
    rows.add("size", code.size() + " bytes, not compressed");
    rows.add("functions", code.functions() + ", and " + code.importedFunctions() + " imported"
        + (code.exportsValidateBlock() ? "" : "; does not export validate_block"));
    rows.add("imports", code.imports().isEmpty() ? "none" : String.join(" ", code.imports()));
  }
}

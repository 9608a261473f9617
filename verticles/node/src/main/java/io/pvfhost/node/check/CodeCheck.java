package io.pvfhost.node.check;

import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.CodeSummary;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.FunctionFigures;
import io.pvfhost.engine.ImportKind;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Validation code, looked at with the eyes of several releases.
 *
 * @param findings one for each rule set, at least one
 * @param summary what the code says about itself; empty if it is no module
 * @param params the executor params of the look
 */
public record CodeCheck(List<Finding> findings, Optional<CodeSummary> summary, ExecutorParams params) {

  /** Functions shown of each kind. */
  private static final int SHOWN = 5;
  private static final int NAME_WIDTH = 14;

  public CodeCheck {
    findings = List.copyOf(findings);
  }

  /**
   * Looks at code. Blocks.
   *
   * @param blob Wasm, plain or compressed
   * @param codeLimit most bytes of the decompressed code
   */
  public static CodeCheck of(Bytes blob, ExecutorParams params, List<RuleSet> rules, int codeLimit) {
    List<Finding> findings = rules.stream().map(each -> Finding.of(blob, params, each, codeLimit)).toList();
    return new CodeCheck(findings, summarize(blob, codeLimit), params);
  }

  private static Optional<CodeSummary> summarize(Bytes blob, int codeLimit) {
    try {
      return Optional.of(CodeSummary.of(MaybeCompressed.decompress(blob.array(), codeLimit)));
    } catch (BlobException | IllegalArgumentException e) {
      // The findings say what is wrong.
      return Optional.empty();
    }
  }

  /** Whether every rule set accepts the code. */
  public boolean isAccepted() {
    return findings.stream().allMatch(Finding::isAccepted);
  }

  private Optional<PreparedCode> prepared() {
    return findings.stream().flatMap(finding -> finding.prepared().stream()).findFirst();
  }

  // Of code that is not prepared it is not known which of its imports are functions.
  private List<String> imports(CodeSummary code) {
    return prepared().map(PreparedCode::imports).orElse(code.imports());
  }

  private List<String> imports(CodeSummary code, ImportKind kind) {
    return imports(code).stream().filter(name -> ImportKind.of(name) == kind).toList();
  }

  /** The look as one object. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("accepted", isAccepted())
        .put("rules", new JsonArray(findings.stream().map(Finding::toJson).toList()));
    summary.ifPresent(code -> json
        .put("size", code.size())
        .put("functions", code.functions())
        .put("exportsValidateBlock", code.exportsValidateBlock())
        .put("imports", new JsonObject()
            .put("known", new JsonArray(imports(code, ImportKind.KNOWN)))
            .put("missing", new JsonArray(imports(code, ImportKind.MISSING)))
            .put("ellipticCurve", new JsonArray(imports(code, ImportKind.ELLIPTIC_CURVE)))
            .put("foreign", new JsonArray(imports(code, ImportKind.FOREIGN))))
        .put("memory", new JsonObject()
            .put("initialPages", code.initialMemoryPages().isPresent() ? code.initialMemoryPages().getAsLong() : null)
            .put("limitPages", limitPages())));
    prepared().ifPresent(code -> json
        .put("stackLimit", params.stackLogicalMax())
        .put("largest", new JsonArray(code.largest().stream().map(CodeCheck::json).toList()))
        .put("deepest", new JsonArray(code.deepest().stream().map(CodeCheck::json).toList())));
    return json;
  }

  private static JsonObject json(FunctionFigures function) {
    return new JsonObject().put("index", function.index()).put("bytes", function.bytes())
        .put("stackItems", function.stackItems());
  }

  private long limitPages() {
    return params.maxMemoryPages() + ExecutionLimits.EXTRA_PAGES;
  }

  /** The look for people; several lines, without a line end at the last. */
  public String toText() {
    List<String> lines = new ArrayList<>();
    findings.forEach(finding -> lines.add(line("rules " + finding.rules(), finding.toText())));
    summary.ifPresent(code -> addSummary(lines, code));
    prepared().ifPresent(code -> {
      lines.add(line("largest", functions(code.largest(), FunctionFigures::bytes, "bytes")));
      lines.add(line("deepest", functions(code.deepest(), FunctionFigures::stackItems,
          "of " + params.stackLogicalMax() + " stack items")));
    });
    if (findings.stream().map(Finding::isAccepted).distinct().count() > 1) {
      lines.add("THE RELEASES DISAGREE: a precheck of this code would not be voted alike.");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private void addSummary(List<String> lines, CodeSummary code) {
    lines.add(line("size", code.size() + " bytes, " + code.functions() + " functions"
        + (code.exportsValidateBlock() ? "" : "; DOES NOT EXPORT validate_block, so every candidate is invalid")));
    lines.add(line("memory", (code.initialMemoryPages().isPresent() ? "starts with "
        + code.initialMemoryPages().getAsLong() : "none") + " of at most " + limitPages() + " pages of 64 KiB"));
    lines.add(line("imports", imports(code).size() + ", of which " + imports(code, ImportKind.KNOWN).size()
        + " are host functions"));
    addImports(lines, "missing", imports(code, ImportKind.MISSING), "trap when called");
    addImports(lines, "curves", imports(code, ImportKind.ELLIPTIC_CURVE),
        "there from crate 26 on if the executor params enable them, else trap when called");
    addImports(lines, "foreign", imports(code, ImportKind.FOREIGN), "prevent every instance");
  }

  private static void addImports(List<String> lines, String name, List<String> imports, String consequence) {
    if (!imports.isEmpty()) {
      lines.add(line(name, String.join(" ", imports) + " (" + consequence + ")"));
    }
  }

  private static String functions(List<FunctionFigures> functions, ToIntFunction<FunctionFigures> figure, String unit) {
    return functions.stream().limit(SHOWN)
        .map(function -> "#" + function.index() + " " + figure.applyAsInt(function))
        .collect(Collectors.joining(", ")) + " " + unit;
  }

  // Names of imports and texts may hold anything, even what a terminal would obey.
  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s %s", name, value.replaceAll("\\p{Cntrl}+", " "));
  }
}

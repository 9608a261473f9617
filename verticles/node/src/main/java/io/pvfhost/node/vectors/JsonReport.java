package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;
import io.vertx.core.json.JsonObject;

import java.io.PrintWriter;
import java.nio.file.Path;

/** One JSON object a line: differences have {@code run}, {@code expected} and {@code answered}, files {@code runs}. */
final class JsonReport implements VectorReport {

  private final PrintWriter out;

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void difference(Path file, RuleSet rules, String run, Answer expected, Answer answer) {
    print(line(file, rules).put("run", run).put("expected", expected.toJson()).put("answered", answer.toJson()));
  }

  @Override
  public void file(Tally tally) {
    print(line(tally.file(), tally.rules()).put("runs", tally.runs()).put("equal", tally.equal())
        .put("different", tally.different()));
  }

  private static JsonObject line(Path file, RuleSet rules) {
    return new JsonObject().put("file", file.toString()).put("rules", rules.label());
  }

  private void print(JsonObject line) {
    out.println(line.encode());
    out.flush();
  }
}

package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.ScaleException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes lines of modules again, each run with the answers that judges give now. */
public final class VectorWriter {

  /** What a worker can find of a candidate; everything else happens to a worker and is no answer. */
  private static final Set<String> RESPONSES =
      Set.of(Answer.OK, "InvalidCandidate", "RuntimeConstruction", "PoVDecompressionFailure");
  /** Errors of a preparation that come again each time. */
  private static final Set<String> REFUSALS =
      Set.of(Answer.OK, "Prevalidation", "Preparation", "JobError", "OutOfMemory", "CouldNotDecompressCodeBlob");

  private final Map<RuleSet, VectorPath> judges;

  /**
   * A writer.
   *
   * @param judges one for each rule set to be answered by, that of the default rules among them
   */
  public VectorWriter(Map<RuleSet, VectorPath> judges) {
    if (!judges.containsKey(RuleSet.DEFAULT)) {
      throw new IllegalArgumentException("no judge by the rules " + RuleSet.DEFAULT
          + ", whose answers stand for those of others");
    }
    this.judges = new EnumMap<>(judges);
  }

  /**
   * Writes the modules of a file. Blocks.
   *
   * @param file lines of modules; answers in it count for nothing
   * @return runs written
   * @throws IOException if the file cannot be read, or a run has no answer
   */
  public int write(Path file, Writer out) throws IOException, InterruptedException {
    int runs = 0;
    int number = 1;
    try (BufferedReader lines = ModuleLines.reader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject json = parsed(file, number++, line);
        runs += answer(json, ModuleLines.module(json));
        out.append(json.encode()).append('\n');
      }
    } catch (ScaleException e) {
      throw new IOException(file + ", line " + (number - 1) + ": " + e, e);
    }
    return runs;
  }

  private static JsonObject parsed(Path file, int number, String line) throws IOException {
    try {
      return new JsonObject(line);
    } catch (RuntimeException e) {
      throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
    }
  }

  private int answer(JsonObject json, VectorModule module) throws IOException, InterruptedException {
    List<JsonObject> expected = new ArrayList<>();
    module.runs().forEach(run -> expected.add(new JsonObject()));
    List<Answer> usual = judged(module, RuleSet.DEFAULT);
    for (RuleSet rules : judges.keySet()) {
      List<Answer> answers = rules == RuleSet.DEFAULT ? usual : judged(module, rules);
      for (int i = 0; i < answers.size(); i++) {
        if (rules == RuleSet.DEFAULT || !answers.get(i).equals(usual.get(i))) {
          expected.get(i).put(rules.label(), answers.get(i).toJson());
        }
      }
    }
    JsonArray runs = json.getJsonArray("runs");
    for (int i = 0; i < expected.size(); i++) {
      runs.getJsonObject(i).put("expect", expected.get(i));
    }
    return expected.size();
  }

  private List<Answer> judged(VectorModule module, RuleSet rules) throws IOException, InterruptedException {
    List<Answer> answers = judges.get(rules).answers(module);
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      Optional<String> execute = answer.execute();
      if (!REFUSALS.contains(answer.prepare()) || !execute.map(RESPONSES::contains).orElse(true)) {
        throw new IOException("the workers of the rules " + rules + " have no answer for " + module.runs().get(i).name()
            + ": " + execute.orElse(answer.prepare()));
      }
    }
    return answers;
  }
}

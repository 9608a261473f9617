package io.pvfhost.tests.engine.generate;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.JvmEngine;
import io.pvfhost.engine.impl.compiler.CompilerOptions;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.tests.engine.generate.GeneratedVectors.Line;
import io.pvfhost.tests.engine.hostile.HostileCode;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Generated programs as validation code, as Parity's workers are given them. */
class GeneratedVectorsTest {

  private static final int PROGRAMS = 30;
  private static final long SEED = Long.getLong("pvf.engine.seed", 1);

  /** Most must run and tell something, and cutting bodies must change nothing. */
  @Test
  void programsRunAsValidationCode() {
    PvfEngine cut = new JvmEngine(RuleSet.DEFAULT, new CompilerOptions(40, 40, CompilerOptions.DEFAULT.classBytes()));
    Map<String, Integer> ends = new TreeMap<>();
    for (long seed = SEED << 32; seed < (SEED << 32) + PROGRAMS; seed++) {
      for (Line line : GeneratedVectors.lines(seed)) {
        List<String> answers = answers(PvfEngine.create(), line);
        assertEquals(answers, answers(cut, line), line.name());
        answers.forEach(answer -> ends.merge(answer.replaceAll(" .*", ""), 1, Integer::sum));
      }
    }
    System.out.println(PROGRAMS + " programs, seed " + SEED + ": " + ends);
    assertTrue(ends.get("Completed") > PROGRAMS, ends.toString());
    assertTrue(ends.get("InvalidCandidate") > PROGRAMS / 4, ends.toString());
  }

  private static List<String> answers(PvfEngine engine, Line line) {
    LoadedPvf pvf;
    try {
      byte[] artifact = engine.prepare(line.code(), line.params()).artifact();
      engine.verify(artifact);
      pvf = engine.load(artifact);
    } catch (PrepareFailure e) {
      assertTrue(e.getMessage().contains("stack limiter"), e.getMessage());
      return List.of(e.kind().name());
    } catch (ArtifactException e) {
      throw new AssertionError(e);
    }
    List<String> answers = new ArrayList<>();
    for (int run : line.runs()) {
      ValidationParams candidate = new ValidationParams(
          Bytes.EMPTY, Bytes.wrap(new byte[] {(byte) run}), 1, Hash.ZERO, Optional.empty());
      Execution end = LargeStackThread.call(() -> pvf.execute(candidate, ExecutionLimits.of(line.params())));
      answers.add(end.getClass().getSimpleName()
          + (end instanceof Execution.Completed completed ? " " + completed.result().headData() : ""));
    }
    return answers;
  }

  /**
   * The long form: {@code -Dpvf.engine.vectors=FOLDER}, and {@code -Dpvf.engine.programs=N}. Besides the generated
   * programs, the tables of dead code and of hostile modules are written.
   */
  @Test
  @EnabledIfSystemProperty(named = "pvf.engine.vectors", matches = ".+", disabledReason = "no folder to write to")
  void vectorsAreWritten() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("pvf.engine.vectors")));
    GeneratedVectors.write(
        folder.resolve("generated.jsonl"), SEED, Integer.getInteger("pvf.engine.programs", 5_000));
    GeneratedVectors.write(folder.resolve("dead-code.jsonl"), DeadCode.lines());
    GeneratedVectors.write(folder.resolve("hostile.jsonl"), HostileCode.all().entrySet().stream()
        .map(each -> new Line(each.getKey(), each.getValue().module().get(), ExecutorParams.EMPTY, List.of(0)))
        .toList());
  }
}

package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs files of vectors along one path and compares. Modules are under way several at a time, answered in order. */
public final class Comparison {

  private final RuleSet rules;
  private final VectorPath path;
  private final int limit;
  private final int parallel;
  private final VectorReport report;

  /**
   * A comparison.
   *
   * @param rules what the path answers by
   * @param path gives the answers
   * @param limit first runs of each file that are run
   * @param parallel modules under way at the same time
   * @param report is told of differences and files
   */
  public Comparison(RuleSet rules, VectorPath path, int limit, int parallel, VectorReport report) {
    this.rules = rules;
    this.path = path;
    this.limit = limit;
    this.parallel = parallel;
    this.report = report;
  }

  private record Pending(VectorModule module, Future<List<Answer>> answers) {
  }

  /**
   * Runs a file. Blocks.
   *
   * @throws IOException if the file, or one it names, cannot be read
   */
  public Tally run(Path file) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try (VectorFile modules = VectorFile.open(file)) {
      Tally tally = run(file, modules, threads);
      report.file(tally);
      return tally;
    } finally {
      threads.shutdownNow();
    }
  }

  private Tally run(Path file, VectorFile modules, ExecutorService threads) throws IOException, InterruptedException {
    Tally tally = new Tally(file, rules, 0, 0);
    Deque<Pending> pending = new ArrayDeque<>();
    int left = limit;
    Optional<VectorModule> next = modules.next();
    while (next.isPresent() && left > 0) {
      VectorModule module = next.get().first(left);
      left -= module.runs().size();
      pending.add(new Pending(module, threads.submit(() -> path.answers(module))));
      if (pending.size() > parallel) {
        tally = compare(pending.remove(), tally);
      }
      next = modules.next();
    }
    while (!pending.isEmpty()) {
      tally = compare(pending.remove(), tally);
    }
    return tally;
  }

  private Tally compare(Pending done, Tally before) throws IOException, InterruptedException {
    List<Answer> answers = await(done.answers());
    Tally tally = before;
    for (int i = 0; i < answers.size(); i++) {
      VectorRun run = done.module().runs().get(i);
      Answer expected = run.expected(rules).orElseThrow(() -> new IOException("run " + run.name()
          + " has no answer under the rules " + RuleSet.DEFAULT));
      boolean equal = expected.equals(answers.get(i));
      if (!equal) {
        report.difference(before.file(), rules, run.name(), expected, answers.get(i));
      }
      tally = tally.with(equal);
    }
    return tally;
  }

  private static <T> T await(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

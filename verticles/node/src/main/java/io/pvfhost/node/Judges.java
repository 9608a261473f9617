package io.pvfhost.node;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.node.vectors.VectorPath;
import io.pvfhost.node.vectors.WorkerPath;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Hosts with Parity's own workers in this process, one for each of some rule sets. */
final class Judges implements AutoCloseable {

  private final Map<RuleSet, VectorPath> paths = new EnumMap<>(RuleSet.class);
  /** What was started last ends first. */
  private final Deque<Runnable> ends = new ArrayDeque<>();

  /**
   * Starts them.
   *
   * @param workers jobs at the same time of each
   * @throws InputException if there are no workers of a rule set
   * @throws HostException if a host cannot start
   */
  static Judges start(Judge judge, List<RuleSet> rules, int workers) throws IOException {
    Judges judges = new Judges();
    try {
      for (RuleSet each : rules) {
        judges.start(judge, each, workers);
      }
      return judges;
    } catch (IOException | RuntimeException e) {
      judges.close();
      throw e;
    }
  }

  private void start(Judge judge, RuleSet rules, int workers) throws IOException {
    // Nothing that was prepared before: preparing is part of what is judged.
    ScratchDirectory cache = ScratchDirectory.create("pvf-judge-");
    ends.push(cache::close);
    LocalNode node = LocalNode.start(judge.options(rules, workers, cache.path()));
    ends.push(node::close);
    paths.put(rules, new WorkerPath(node.client()));
  }

  /** A way to each of them. */
  Map<RuleSet, VectorPath> paths() {
    return paths;
  }

  @Override
  public void close() {
    ends.forEach(Runnable::run);
  }
}

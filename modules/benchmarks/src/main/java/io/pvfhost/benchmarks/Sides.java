package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.scale.Bytes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parity's own workers, called R, and ours: the same work for both, in turns. */
final class Sides implements AutoCloseable {

  private static final String CRATES = "29";

  private final Workspace theirs = Workspace.create();
  private final Workspace ours = Workspace.create();
  private final List<Side> all;

  private Sides(Path programs) throws IOException {
    all = List.of(new Side("R", theirs, Optional.of(programs)), new Side("ours", ours, Optional.empty()));
  }

  /** @param workers folder with Parity's workers in 29/ */
  static Sides create(Path workers) throws IOException {
    return new Sides(workers.resolve(CRATES).toAbsolutePath());
  }

  /** What a reader of {@link #execute} needs to know. */
  static String note(int jobs) {
    return "First: the worker has run " + Side.ADDERS + " adder jobs but never this code, which is prepared. Warm:"
        + " median of the second half of " + jobs + " jobs. R runs each job in a process of its own, which its RSS"
        + " leaves out.";
  }

  /** Both, R first. */
  List<Side> all() {
    return all;
  }

  /** Our own workers. */
  Side ours() {
    return all.get(1);
  }

  /** Runs a job so many times on either side; both must give the same result. */
  void execute(Report report, String subject, ExecuteRequest request, int jobs) throws Exception {
    Section section = report.section(subject);
    List<Bytes> results = new ArrayList<>();
    for (Side side : all) {
      results.add(side.execute(section, request, jobs));
    }
    report.check(results.get(0).equals(results.get(1)), subject + ": our worker has another result");
    compare(section, "first, CPU", "first, wall", "warm, CPU", "warm, wall");
  }

  /** Adds the ratios of the latest figures of both. */
  static void compare(Section section, String... names) {
    for (String name : names) {
      section.add(name + " : R", "x", section.last(name + ", ours") / section.last(name + ", R"));
    }
  }

  @Override
  public void close() throws IOException {
    try (theirs; ours) {
      // removed by leaving
    }
  }
}

package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Tells how a comparison goes, as it goes. */
public interface VectorReport {

  /** A run was not answered as Parity's workers answer it. */
  void difference(Path file, RuleSet rules, String run, Answer expected, Answer answer);

  /** A file is done. */
  void file(Tally tally);

  /** Lines for people. */
  static VectorReport text(PrintWriter out) {
    return new TextReport(out);
  }

  /** One JSON object a line. */
  static VectorReport json(PrintWriter out) {
    return new JsonReport(out);
  }
}

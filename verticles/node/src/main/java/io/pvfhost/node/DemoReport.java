package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;

import java.io.PrintWriter;

/** Tells how a demo goes, as it goes. */
interface DemoReport {

  /** The samples are going to be prepared. */
  void preparing(int samples);

  /** One more sample has been prepared. */
  void prepared();

  /** The jobs begin. */
  void begin();

  /** A job has been answered. */
  void job(DemoJob job, ExecuteReply reply);

  /** The end. */
  void summary(DemoSummary summary);

  /** A table for people. */
  static DemoReport table(PrintWriter out) {
    return new DemoTable(out, false);
  }

  /** A table for people that shows where each job ran. */
  static DemoReport tableOfHosts(PrintWriter out) {
    return new DemoTable(out, true);
  }

  /** One JSON object a line on {@code out}, the last one the summary. */
  static DemoReport json(PrintWriter out) {
    return new DemoLines(out);
  }
}

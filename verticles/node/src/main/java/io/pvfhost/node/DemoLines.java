package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;

import java.io.PrintWriter;

/** A demo as one JSON object a line. */
final class DemoLines implements DemoReport {

  private final PrintWriter out;

  DemoLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void preparing(int samples) {
  }

  @Override
  public void prepared() {
  }

  @Override
  public void begin() {
  }

  @Override
  public void job(DemoJob job, ExecuteReply reply) {
    print(job.toJson(reply).encode());
  }

  @Override
  public void summary(DemoSummary summary) {
    print(summary.toJson().encode());
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}

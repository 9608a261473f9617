package io.pvfhost.node;

import io.pvfhost.node.load.LoadObserver;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells on standard error how a load goes, once a second: in place on a terminal, else a line each time. */
final class LoadProgress implements LoadObserver, AutoCloseable {

  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS = 1e9;
  private static final int WIDTH = 78;

  private final PrintWriter err;
  private final int jobs;
  private final boolean inPlace;
  private final boolean shown;
  private final long start = System.nanoTime();
  private long next = start + PERIOD;
  private boolean lineOpen;

  /**
   * @param err standard error
   * @param jobs of the load
   * @param terminal whether somebody is watching
   * @param verbose whether to tell even when nobody is; lines of the log may come in between then
   */
  LoadProgress(PrintWriter err, int jobs, boolean terminal, boolean verbose) {
    this.err = err;
    this.jobs = jobs;
    this.inPlace = terminal && !verbose;
    this.shown = terminal || verbose;
  }

  @Override
  public void progress(int ended, int wrong, int none) {
    long now = System.nanoTime();
    if (!shown || now < next) {
      return;
    }
    next = now + PERIOD;
    String line = String.format(Locale.ROOT, "load: %d of %d jobs in %.0f s, %d wrong, %d without a verdict", ended,
        jobs, (now - start) / NANOS, wrong, none);
    if (inPlace) {
      err.printf("\r%-" + WIDTH + "s", line);
      lineOpen = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (lineOpen) {
      err.printf("\r%-" + WIDTH + "s\r", "");
      err.flush();
    }
  }
}

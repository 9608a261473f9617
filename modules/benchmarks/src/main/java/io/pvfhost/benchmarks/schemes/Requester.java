package io.pvfhost.benchmarks.schemes;

import io.pvfhost.benchmarks.workload.Arrival;
import io.pvfhost.benchmarks.workload.Outcomes;
import io.pvfhost.benchmarks.workload.Workload;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Asks for the jobs of one node when they arrive, whether earlier ones have been answered or not. Times count from the
 * moment at which a job was to arrive, so that a loop that is late does not flatter the figures. Belongs to the loop of
 * its party.
 */
final class Requester {

  private final Party party;
  private final Iterator<Arrival> arrivals;
  private final Outcomes outcomes;
  private final long start;
  private final Promise<Void> done = Promise.promise();
  private int open;

  Requester(Party party, int requester, Workload workload, Outcomes outcomes, long start) {
    List<Arrival> own = workload.arrivals().stream().filter(job -> job.requester() == requester).toList();
    this.party = party;
    this.arrivals = own.iterator();
    this.open = own.size();
    this.outcomes = outcomes;
    this.start = start;
  }

  /** Completes when each job has been answered or lost. May be called from any thread. */
  Future<Void> run() {
    party.loop().runOnContext(v -> {
      if (open == 0) {
        done.complete();
      } else {
        waitFor(arrivals.next());
      }
    });
    return done.future();
  }

  private void waitFor(Arrival job) {
    long nanos = Math.max(0, start + job.nanos() - party.timers().nanos());
    party.timers().after(Duration.ofNanos(nanos), () -> arrived(job));
  }

  private void arrived(Arrival job) {
    party.submit(job).onComplete(answer -> {
      if (answer.succeeded()) {
        outcomes.answered(job, answer.result(), party.timers().nanos() - start - job.nanos());
      }
      open--;
      if (open == 0) {
        done.complete();
      }
    });
    if (arrivals.hasNext()) {
      waitFor(arrivals.next());
    }
  }
}

package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Verdict;
import io.vertx.core.Future;

import java.util.Locale;

/** Whether a worker process does its work: the last and decisive check, since it needs all the others. */
final class WorkerCheck {

  private static final String NAME = "worker process";

  private WorkerCheck() {
  }

  static Finding run(NodeOptions options) {
    long start = System.nanoTime();
    try (LocalNode node = LocalNode.start(options)) {
      DemoJob job = new DemoJobs().chain(1).get(0);
      ExecuteReply reply = node.client().execute(job.request())
          .recover(failure -> Future.succeededFuture(ExecuteReply.refused(job.request(), PvfException.of(failure))))
          .await();
      if (reply.verdict() != Verdict.VALID) {
        return Finding.missing(NAME, reply.reason().code().wireName() + ": " + reply.reason().message());
      }
      return Finding.ok(NAME, String.format(Locale.ROOT, "validated a block; %.1f s from the start of a node",
          (System.nanoTime() - start) / 1e9));
    } catch (HostException e) {
      return Finding.missing(NAME, e.getMessage());
    }
  }
}

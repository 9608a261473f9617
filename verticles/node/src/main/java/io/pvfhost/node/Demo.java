package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Verdict;
import io.pvfhost.samples.Sample;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run of the demo on what has been started: validates the jobs, and counts what comes out. */
final class Demo {

  /** Jobs in flight for each worker: one runs while the next waits, so that no worker pauses between two jobs. */
  private static final int JOBS_PER_WORKER = 2;

  private final PvfClient client;
  private final DemoReport report;
  private final int window;
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private final Map<String, Integer> hosts = new TreeMap<>();
  private final DemoJobs demoJobs = new DemoJobs();
  private final long start = System.nanoTime();
  private int jobs;
  private int asExpected;

  Demo(PvfClient client, int workers, DemoReport report) {
    this.client = client;
    this.report = report;
    this.window = workers * JOBS_PER_WORKER;
  }

  /**
   * Runs all jobs. May be called once.
   *
   * @param blocks length of the chain
   * @return what came out
   */
  DemoSummary run(int blocks) {
    report.begin();
    validate(demoJobs.others(), window);
    long chainStart = System.nanoTime();
    validate(demoJobs.chain(blocks), window);
    Duration chainTime = since(chainStart);
    validate(demoJobs.hostile(), 1);
    return new DemoSummary(jobs, asExpected, verdicts, hosts, blocks, chainTime, since(start));
  }

  /**
   * Prepares all samples beforehand, for a node of its own. Code that cannot be prepared shows in the verdicts of its
   * jobs, so the outcome is of no interest here.
   */
  void prepare() {
    report.preparing(Sample.values().length);
    List<Future<?>> preparations = new ArrayList<>();
    for (Sample sample : Sample.values()) {
      preparations.add(client.prepare(PrepareRequest.of(demoJobs.code(sample))));
    }
    for (Future<?> preparation : preparations) {
      settle(preparation);
      report.prepared();
    }
  }

  private void validate(List<DemoJob> all, int atATime) {
    Deque<Running> running = new ArrayDeque<>();
    for (DemoJob job : all) {
      if (running.size() == atATime) {
        conclude(running.remove());
      }
      running.add(new Running(job, client.execute(job.request())));
    }
    while (!running.isEmpty()) {
      conclude(running.remove());
    }
  }

  private void conclude(Running running) {
    ExecuteReply reply = running.await();
    jobs++;
    verdicts.merge(reply.verdict(), 1, Integer::sum);
    reply.host().ifPresent(host -> hosts.merge(host, 1, Integer::sum));
    if (running.job.deviation(reply).isEmpty()) {
      asExpected++;
    }
    report.job(running.job, reply);
  }

  private static void settle(Future<?> future) {
    future.transform(ended -> Future.succeededFuture()).await();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private record Running(DemoJob job, Future<ExecuteReply> answer) {

    ExecuteReply await() {
      return answer
          .recover(failure -> Future.succeededFuture(ExecuteReply.refused(job.request(), PvfException.of(failure))))
          .await();
    }
  }
}

package io.pvfhost.benchmarks.schemes;

import io.pvfhost.benchmarks.timed.KeptTimes;
import io.pvfhost.benchmarks.workload.CentralQueue;
import io.pvfhost.benchmarks.workload.Outcomes;
import io.pvfhost.benchmarks.workload.Workload;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Several nodes of one clustered bus in this JVM, on which schemes are run one after the other. The nodes share the
 * clock, and nothing else but what their buses carry over the loopback interface.
 */
public final class Comparison implements AutoCloseable {

  private static final long LIMIT_SECONDS = 600;
  private static final Duration HEAD_START = Duration.ofMillis(50);
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Member> members = new ArrayList<>();

  private Comparison() {
  }

  /**
   * Starts the nodes.
   *
   * @param nodes how many
   * @param keyFile the cluster's key
   */
  public static Comparison start(int nodes, Path keyFile) throws TimeoutException {
    Comparison comparison = new Comparison();
    try {
      for (int i = 0; i < nodes; i++) {
        comparison.members.add(Member.start(i, comparison.members, keyFile));
      }
      return comparison;
    } catch (TimeoutException | RuntimeException e) {
      comparison.close();
      throw e;
    }
  }

  /**
   * One run of one scheme.
   *
   * @param outcomes what became of the jobs
   * @param idealAsKept what a central queue would have made of the service times that the timers kept in this run
   * @param meanLateMillis how much longer than asked for a timer held a worker
   * @param messagesPerJob bus messages between nodes, answers included, adverts not
   * @param advertsPerJob adverts between nodes
   * @param bytesPerJob bytes of both
   */
  public record Run(Outcomes outcomes, Outcomes idealAsKept, double meanLateMillis, double messagesPerJob,
      double advertsPerJob, double bytesPerJob) {
  }

  /**
   * Runs a scheme and waits until each of its jobs has been answered or lost.
   *
   * @param scheme how jobs come to workers
   * @param workload the jobs, for as many nodes as there are
   * @param deadline when a job without an answer is lost
   */
  public Run run(Scheme scheme, Workload workload, Duration deadline) throws TimeoutException {
    if (workload.shape().workers().size() != members.size()) {
      throw new IllegalArgumentException("the workload is for " + workload.shape().workers().size() + " nodes, not for "
          + members.size());
    }
    KeptTimes kept = new KeptTimes(workload.arrivals().size());
    List<Party> parties = members.stream().map(member -> scheme.party(
        new Party.Setting(member, workload.shape(), deadline, kept))).toList();
    CompositeFuture deployed = Future.join(members.stream()
        .map(member -> member.vertx().deployVerticle(parties.get(member.index()))).toList());
    await(deployed);
    try {
      return measure(parties, workload, kept);
    } finally {
      await(Future.join(members.stream()
          .map(member -> member.vertx().undeploy(deployed.resultAt(member.index()))).toList()));
    }
  }

  private static Run measure(List<Party> parties, Workload workload, KeptTimes kept) throws TimeoutException {
    Outcomes outcomes = new Outcomes(workload);
    BusMeter.Count before = BusMeter.Count.now();
    long start = System.nanoTime() + HEAD_START.toNanos();
    await(Future.join(IntStream.range(0, workload.shape().requesters())
        .mapToObj(i -> new Requester(parties.get(i), i, workload, outcomes, start).run()).toList()));
    BusMeter.Count written = BusMeter.Count.now().since(before);
    double jobs = workload.arrivals().size();
    double late = workload.arrivals().stream().mapToLong(job -> kept.nanos(job) - job.serviceNanos()).sum() / jobs;
    return new Run(outcomes, CentralQueue.run(workload, kept::nanos), late / NANOS_PER_MILLI, written.others() / jobs,
        written.adverts() / jobs, written.bytes() / jobs);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    // One after the other, youngest first: each leaves a cluster that is whole.
    for (int i = members.size() - 1; i >= 0; i--) {
      await(members.get(i).close());
    }
  }
}

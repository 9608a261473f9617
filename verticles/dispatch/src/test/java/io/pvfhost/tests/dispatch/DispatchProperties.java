package io.pvfhost.tests.dispatch;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.core.DispatchStats;
import io.pvfhost.tests.dispatch.sim.Observed;
import io.pvfhost.tests.dispatch.sim.SimCluster;
import io.pvfhost.tests.dispatch.sim.SimHost;
import io.pvfhost.tests.dispatch.sim.SimJobs;
import io.pvfhost.tests.dispatch.sim.SimNode;
import io.pvfhost.tests.dispatch.sim.SimRequester;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds for every schedule of jobs, answers and faults. */
class DispatchProperties {

  private static final Duration CAMPAIGN = Duration.ofSeconds(6);
  private static final Duration AFTERWARDS = Duration.ofSeconds(20);

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void everyJobIsAnsweredOnceAndNothingRemains(@ForAll long seed) {
    SimCluster cluster = faulty(seed);
    Random random = cluster.random();
    hosts(cluster, 1 + random.nextInt(4));
    requesters(cluster, 1 + random.nextInt(3));
    List<Observed> jobs = jobs(cluster, 60, 100 + random.nextInt(6000));
    for (int i = random.nextInt(8); i > 0; i--) {
      cluster.time().after(within(random, CAMPAIGN), () -> anyFault(cluster));
    }
    finish(cluster);
    for (Observed job : jobs) {
      assertEquals(1, job.answers().size(), job::toString);
      assertTrue(job.answer().failed() || isConsistent(job.answer().result()), job::toString);
    }
    assertNothingRemains(cluster);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void withoutFaultsEveryJobRunsOnceInTime(@ForAll long seed) {
    SimCluster cluster = new SimCluster(seed).service(random -> Duration.ofMillis(1 + random.nextInt(100)));
    Random random = cluster.random();
    hosts(cluster, 1 + random.nextInt(4));
    requesters(cluster, 1 + random.nextInt(3));
    List<Observed> jobs = jobs(cluster, 150, 60_000);
    finish(cluster);
    for (Observed job : jobs) {
      assertEquals(1, job.answers().size(), job::toString);
      assertEquals(1, job.answer().result().attempts().size(), job::toString);
      assertTrue(job.overdue() < 0, job::toString);
    }
    assertEquals(jobs.size(), runs(cluster));
    assertNothingRemains(cluster);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void noJobIsLostWhenHostsAreLost(@ForAll long seed) {
    SimCluster cluster = new SimCluster(seed).service(random -> Duration.ofMillis(1 + random.nextInt(300)));
    Random random = cluster.random();
    hosts(cluster, 2 + random.nextInt(3));
    requesters(cluster, 1 + random.nextInt(3));
    List<Observed> jobs = jobs(cluster, 100, 60_000);
    // The first host stays; a job is given to three hosts at most.
    for (SimHost host : cluster.hosts().subList(1, cluster.hosts().size()).stream().limit(2).toList()) {
      cluster.time().after(within(random, CAMPAIGN), () -> fault(cluster, host, random.nextInt(4)));
    }
    finish(cluster);
    for (Observed job : jobs) {
      assertEquals(1, job.answers().size(), job::toString);
      assertEquals(Verdict.VALID, job.answer().result().verdict(), job::toString);
    }
    assertTrue(runs(cluster) - jobs.size() <= redispatched(cluster), "runs twice only what was given up once");
    assertNothingRemains(cluster);
  }

  private static SimCluster faulty(long seed) {
    return new SimCluster(seed)
        .service(random -> Duration.ofMillis(1 + random.nextInt(random.nextInt(10) == 0 ? 2000 : 80)))
        .breakingStreams(0.1)
        .outcomes(random -> switch (random.nextInt(20)) {
          case 0 -> new Reason(ReasonCode.WORKER_DIED, "simulated");
          case 1 -> new Reason(ReasonCode.JOB_DIED, "simulated");
          case 2 -> new Reason(ReasonCode.CODE_UNKNOWN, "simulated");
          case 3 -> new Reason(ReasonCode.INVALID_CANDIDATE, "simulated");
          default -> Reason.OK;
        });
  }

  private static void hosts(SimCluster cluster, int count) {
    for (int i = 0; i < count; i++) {
      cluster.host("host-" + i, 1 + cluster.random().nextInt(4));
    }
  }

  private static void requesters(SimCluster cluster, int count) {
    Random random = cluster.random();
    for (int i = 0; i < count; i++) {
      DispatchOptions options = new DispatchOptions().setMaxParked(1 + random.nextInt(12))
          .setProbes(1 + random.nextInt(3));
      cluster.requester("requester-" + i, options.toSettings());
    }
  }

  private static Duration within(Random random, Duration time) {
    return Duration.ofNanos(random.nextLong(time.toNanos()));
  }

  private static List<Observed> jobs(SimCluster cluster, int count, int deadlineMillis) {
    Random random = cluster.random();
    List<Observed> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimRequester requester = cluster.requesters().get(random.nextInt(cluster.requesters().size()));
      int bytes = random.nextInt(5) == 0 ? 300_000 : 100;
      Duration deadline = Duration.ofMillis(1 + deadlineMillis / 2 + random.nextInt(deadlineMillis));
      requester.after(within(random, CAMPAIGN), () -> jobs.add(Observed.job(requester, cluster.time(),
          SimJobs.job(random.nextInt(5), bytes, deadline).build())));
    }
    return jobs;
  }

  private static void anyFault(SimCluster cluster) {
    Random random = cluster.random();
    SimHost host = cluster.hosts().get(random.nextInt(cluster.hosts().size()));
    switch (random.nextInt(7)) {
      case 4 -> {
        cluster.kill(host, random.nextBoolean());
        cluster.host(host.identity().name(), 1 + random.nextInt(4));
      }
      case 5 -> freeze(cluster, cluster.requesters().get(random.nextInt(cluster.requesters().size())));
      case 6 -> cut(cluster, cluster.requesters().get(random.nextInt(cluster.requesters().size())));
      default -> fault(cluster, host, random.nextInt(4));
    }
  }

  private static void fault(SimCluster cluster, SimHost host, int kind) {
    switch (kind) {
      case 0 -> cluster.kill(host, cluster.random().nextBoolean());
      case 1 -> freeze(cluster, host);
      case 2 -> host.drain();
      default -> cut(cluster, host);
    }
  }

  private static void cut(SimCluster cluster, SimNode node) {
    cluster.cut(node);
    cluster.time().after(within(cluster.random(), CAMPAIGN), () -> cluster.mend(node));
  }

  private static void freeze(SimCluster cluster, SimNode node) {
    node.freeze();
    cluster.time().after(within(cluster.random(), CAMPAIGN), node::thaw);
  }

  private static void finish(SimCluster cluster) {
    cluster.time().run(CAMPAIGN.multipliedBy(2).plusSeconds(1));
    cluster.time().run(AFTERWARDS);
  }

  private static boolean isConsistent(ExecuteReply reply) {
    return reply.verdict() == Verdict.NONE
        || reply.attempts().get(reply.attempts().size() - 1).reason().equals(reply.reason());
  }

  private static long runs(SimCluster cluster) {
    return cluster.hosts().stream().mapToLong(SimHost::runs).sum();
  }

  private static long redispatched(SimCluster cluster) {
    return cluster.requesters().stream().mapToLong(each -> each.dispatcher().stats().totalRedispatched()).sum();
  }

  private static void assertNothingRemains(SimCluster cluster) {
    for (SimRequester requester : cluster.requesters()) {
      DispatchStats stats = requester.dispatcher().stats();
      assertEquals(Set.of(0L), new HashSet<>(List.of(stats.outstanding(), stats.waiting(), stats.probesParked(),
          stats.bytes())), stats::toString);
      assertEquals(stats.accepted(), stats.answered());
      cluster.time().run(Duration.ofSeconds(1));
      assertEquals(stats.alives(), requester.dispatcher().stats().alives(), "nothing is held anywhere");
    }
    for (SimHost host : cluster.hosts()) {
      assertTrue(host.isGone() || host.isQuiet(), host::toString);
    }
  }
}

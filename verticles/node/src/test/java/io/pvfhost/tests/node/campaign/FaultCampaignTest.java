package io.pvfhost.tests.node.campaign;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Requesters keep a cluster of unequal hosts busy while hosts are killed, frozen, drained, restarted and cut off. Every
 * job must get its one right answer all the same.
 *
 * <p>Runs with {@code -Dpvf.campaign.rounds=N}: each fault strikes N times. {@code -Dpvf.campaign.seed=S}
 * chooses victims and order.
 */
@EnabledIfSystemProperty(named = "pvf.campaign.rounds", matches = "[1-9][0-9]*")
class FaultCampaignTest {

  private static final int REQUESTERS = 2;
  private static final int JOBS = 600;
  private static final int CONCURRENCY = 6;
  private static final long FAULT_MILLIS = 3_000;

  private final int rounds = Integer.getInteger("pvf.campaign.rounds", 1);
  private final long seed = Long.getLong("pvf.campaign.seed", 1);
  @TempDir
  private Path dir;
  private final List<JsonObject> reports = Collections.synchronizedList(new ArrayList<>());

  @Test
  void everyJobIsAnsweredOnceAndRightWhateverHappensToHosts() throws Exception {
    try (ProcessCluster cluster = new ProcessCluster(dir)) {
      cluster.add("one", 1);
      cluster.add("two", 2);
      cluster.add("three", 1);
      cluster.add("four", 2);
      for (String name : cluster.names()) {
        cluster.start(name);
      }
      CountDownLatch over = new CountDownLatch(1);
      List<Requester> requesters = new ArrayList<>();
      for (int i = 0; i < REQUESTERS; i++) {
        requesters.add(new Requester(cluster, i, over));
      }
      try {
        strike(cluster);
      } finally {
        over.countDown();
      }
      for (Requester requester : requesters) {
        requester.await();
      }
      check(cluster);
    }
  }

  private void strike(ProcessCluster cluster) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      List<Fault> faults = new ArrayList<>(Arrays.asList(Fault.values()));
      Collections.shuffle(faults, random);
      for (Fault fault : faults) {
        System.out.println("campaign: " + fault);
        // A fault lasts for a time, which no event ends.
        fault.strike(cluster, random, () -> TimeUnit.MILLISECONDS.sleep(FAULT_MILLIS));
      }
    }
  }

  private void check(ProcessCluster cluster) {
    assertTrue(reports.size() >= REQUESTERS, "loads that ended: " + reports.size());
    long redispatched = 0;
    for (JsonObject report : reports) {
      System.out.println("campaign: " + report.encode());
      long jobs = report.getLong("jobs");
      assertEquals(0, report.getInteger("exitCode"), () -> report.encodePrettily() + "\n" + cluster.logs());
      assertEquals(jobs, report.getLong("answered"));
      assertEquals(0, report.getLong("wrong"));
      assertEquals(0, report.getLong("none"));
      assertEquals(jobs + report.getLong("redispatched"), report.getLong("attempts"),
          "a job runs again only because it was dispatched again");
      redispatched += report.getLong("redispatched");
    }
    assertTrue(redispatched > 0, "no fault hit a job: the campaign proves nothing");
  }

  /** Runs one load after the other until the campaign is over; the last one ends in a cluster left in peace. */
  private final class Requester {

    private final ProcessCluster cluster;
    private final int number;
    private final CountDownLatch over;
    private final Thread thread;
    private Exception failure;

    Requester(ProcessCluster cluster, int number, CountDownLatch over) {
      this.cluster = cluster;
      this.number = number;
      this.over = over;
      this.thread = new Thread(this::run, "requester " + number);
      thread.start();
    }

    private void run() {
      try {
        for (int load = 0; load == 0 || over.getCount() > 0; load++) {
          try (LoadProcess process = LoadProcess.start(dir, "load-" + number + "-" + load, cluster.seeds(), JOBS,
              CONCURRENCY, seed * 1000 + number * 100L + load)) {
            reports.add(process.report());
          }
        }
      } catch (Exception | AssertionError e) {
        failure = new IllegalStateException("requester " + number, e);
      }
    }

    void await() throws Exception {
      thread.join();
      if (failure != null) {
        throw failure;
      }
    }
  }
}

package io.pvfhost.tests.node.campaign;

import io.pvfhost.tests.node.campaign.CampaignReport.Strike;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Nodes of unequal size, requesters that keep them busy, and faults one after the other. */
final class FaultCampaign {

  private final Path dir;
  private final Shape shape;
  private final Random random;
  private final List<Strike> strikes = new ArrayList<>();

  FaultCampaign(Path dir, Shape shape) {
    this.dir = dir;
    this.shape = shape;
    this.random = new Random(shape.seed());
  }

  /**
   * What a campaign is.
   *
   * @param workers of each node
   * @param requesters processes that send jobs
   * @param calibrationMillis how long they measure the cluster
   * @param percent of the rate measured that they send at
   * @param faultMillis how long a fault lasts, which no event ends
   * @param seed of the jobs, and of the choice and order of faults
   */
  record Shape(List<Integer> workers, int requesters, long calibrationMillis, int percent, long faultMillis,
      long seed) {
  }

  /** Starts everything, does the faults, checks every job, and writes the report. */
  CampaignReport run(List<Fault> faults, Path report) throws Exception {
    try (ProcessCluster cluster = new ProcessCluster(dir)) {
      for (int i = 0; i < shape.workers().size(); i++) {
        cluster.add("node" + (i + 1), shape.workers().get(i));
      }
      cluster.startAll();
      List<RequesterProcess> requesters = new ArrayList<>();
      try {
        for (int i = 0; i < shape.requesters(); i++) {
          requesters.add(start(cluster, i));
        }
        requesters.forEach(RequesterProcess::awaitCalibrated);
        for (Fault fault : faults) {
          strike(cluster, fault);
        }
        return check(cluster, requesters, report);
      } finally {
        requesters.forEach(RequesterProcess::close);
      }
    }
  }

  private RequesterProcess start(ProcessCluster cluster, int number) throws IOException {
    // Twice as many as run at a time: a worker that ends a job finds the next one waiting.
    int workers = shape.workers().stream().mapToInt(Integer::intValue).sum();
    int each = Math.max(2, 2 * workers / shape.requesters());
    return RequesterProcess.start(dir, "requester" + (number + 1), cluster.seeds(), shape.seed() * 100 + number, each,
        shape.calibrationMillis(), shape.percent());
  }

  private void strike(ProcessCluster cluster, Fault fault) throws Exception {
    List<String> victims = victims(cluster, fault);
    System.out.println("campaign: " + fault + " " + victims);
    long from = System.currentTimeMillis();
    fault.strike(cluster, victims, () -> TimeUnit.MILLISECONDS.sleep(shape.faultMillis()));
    strikes.add(new Strike(fault, victims, from, System.currentTimeMillis()));
  }

  /** The largest node for the first kill, for it is the one that is sure to have jobs; else by chance. */
  private List<String> victims(ProcessCluster cluster, Fault fault) {
    List<String> names = new ArrayList<>(cluster.names());
    Collections.shuffle(names, random);
    if (fault == Fault.KILL && strikes.stream().noneMatch(strike -> strike.fault() == Fault.KILL)) {
      int largest = shape.workers().indexOf(Collections.max(shape.workers()));
      return List.of("node" + (largest + 1));
    }
    return names.subList(0, fault.victims());
  }

  private CampaignReport check(ProcessCluster cluster, List<RequesterProcess> requesters, Path file) throws Exception {
    List<JobRecord> jobs = new ArrayList<>();
    for (RequesterProcess requester : requesters) {
      jobs.addAll(requester.stop());
    }
    String rates = requesters.stream().map(RequesterProcess::rate).collect(Collectors.joining("; "));
    CampaignReport report = new CampaignReport(shape + "\n" + rates, jobs, strikes);
    Files.writeString(file, report.toText());
    System.out.println(report.toText());
    List<JobRecord> bad = jobs.stream().filter(job -> !job.outcome().equals(JobRecord.RIGHT)).toList();
    assertEquals(List.of(), bad, cluster::logs);
    for (JobRecord job : jobs) {
      assertEquals(1 + job.redispatched(), job.attempts(), () -> "runs again without being dispatched again: " + job);
    }
    assertTrue(CampaignReport.redispatched(report.during(Fault.KILL)) > 0,
        () -> "no kill hit a running job: the campaign proves nothing\n" + report.toText());
    return report;
  }

  /** Every kind of fault so many times, each time in another order. */
  List<Fault> rounds(int rounds) {
    List<Fault> faults = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Fault> all = new ArrayList<>(Arrays.asList(Fault.values()));
      Collections.shuffle(all, random);
      faults.addAll(all);
    }
    return faults;
  }
}

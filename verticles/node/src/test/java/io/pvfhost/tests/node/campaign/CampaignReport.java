package io.pvfhost.tests.node.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign did to its jobs, fault by fault. */
final class CampaignReport {

  private final String head;
  private final List<JobRecord> jobs;
  private final List<Strike> strikes;

  CampaignReport(String head, List<JobRecord> jobs, List<Strike> strikes) {
    this.head = head;
    this.jobs = List.copyOf(jobs);
    this.strikes = List.copyOf(strikes);
  }

  /** A fault from its beginning until the cluster is whole again, in ms since 1970. */
  record Strike(Fault fault, List<String> victims, long from, long to) {
  }

  /** The jobs that were outstanding at some time of a fault of a kind. */
  List<JobRecord> during(Fault fault) {
    List<Strike> those = strikes.stream().filter(strike -> strike.fault() == fault).toList();
    return jobs.stream().filter(job -> those.stream().anyMatch(strike -> job.overlaps(strike.from(), strike.to())))
        .toList();
  }

  private List<JobRecord> inPeace() {
    return jobs.stream().filter(job -> strikes.stream().noneMatch(strike -> job.overlaps(strike.from(), strike.to())))
        .toList();
  }

  static long redispatched(List<JobRecord> jobs) {
    return jobs.stream().mapToLong(JobRecord::redispatched).sum();
  }

  String toText() {
    StringBuilder text = new StringBuilder(head).append('\n');
    line(text, "%-16s %6s %7s %9s %13s %6s %6s %9s %9s %9s", "fault", "times", "jobs", "attempts", "redispatched",
        "wrong", "none", "p50 ms", "p99 ms", "max ms");
    row(text, "no fault", 0, inPeace());
    Map<Fault, Long> times = new TreeMap<>();
    strikes.forEach(strike -> times.merge(strike.fault(), 1L, Long::sum));
    times.forEach((fault, count) -> row(text, fault.name(), count, during(fault)));
    row(text, "all", strikes.size(), jobs);
    strikes.forEach(strike -> line(text, "%s of %s for %d ms, until all was whole", strike.fault(),
        String.join(" and ", strike.victims()), strike.to() - strike.from()));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, long times, List<JobRecord> jobs) {
    List<Long> millis = new ArrayList<>(jobs.stream().map(JobRecord::millis).sorted().toList());
    line(text, "%-16s %6d %7d %9d %13d %6d %6d %9s %9s %9s", name, times, jobs.size(),
        jobs.stream().mapToLong(JobRecord::attempts).sum(), redispatched(jobs), count(jobs, JobRecord.WRONG),
        count(jobs, JobRecord.NONE), percentile(millis, 50), percentile(millis, 99), percentile(millis, 100));
  }

  private static long count(List<JobRecord> jobs, String outcome) {
    return jobs.stream().filter(job -> job.outcome().equals(outcome)).count();
  }

  private static String percentile(List<Long> sorted, int percent) {
    return sorted.isEmpty() ? "-" : sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1)).toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}

package io.pvfhost.node;

import io.pvfhost.api.Verdict;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of a demo.
 *
 * @param jobs jobs answered
 * @param asExpected jobs whose answer is the expected one
 * @param verdicts number of jobs by verdict
 * @param hosts number of jobs by the host that answered; those answered without any are not among them
 * @param blocks length of the chain of adder blocks
 * @param chainTime time for the chain, first block sent to last answer
 * @param time time for everything, preparation included
 */
record DemoSummary(int jobs, int asExpected, Map<Verdict, Integer> verdicts, Map<String, Integer> hosts, int blocks,
    Duration chainTime, Duration time) {

  private static final double NANOS = 1e9;
  /** So many blocks that the first ones, on workers that are still slow, hardly count. */
  private static final int WARM_BLOCKS = 2000;

  boolean isAsExpected() {
    return jobs == asExpected;
  }

  double jobsPerSecond() {
    return blocks * NANOS / chainTime.toNanos();
  }

  JsonObject toJson() {
    return new JsonObject().put("summary", new JsonObject()
        .put("jobs", jobs)
        .put("asExpected", asExpected)
        .put("valid", count(Verdict.VALID))
        .put("invalid", count(Verdict.INVALID))
        .put("none", count(Verdict.NONE))
        .put("hosts", new JsonObject(new TreeMap<>(hosts)))
        .put("chainBlocks", blocks)
        .put("chainMillis", chainTime.toMillis())
        .put("jobsPerSecond", Math.round(jobsPerSecond()))
        .put("millis", time.toMillis()));
  }

  String toText() {
    return String.format(Locale.ROOT, "%d jobs in %.1f s: %d valid, %d invalid, %d without a verdict; %s%n"
            + "throughput: %d adder blocks in %.3f s, %.0f jobs/s%s",
        jobs, time.toNanos() / NANOS, count(Verdict.VALID), count(Verdict.INVALID), count(Verdict.NONE),
        isAsExpected() ? "every one as expected" : jobs - asExpected + " NOT AS EXPECTED",
        blocks, chainTime.toNanos() / NANOS, jobsPerSecond(),
        blocks < WARM_BLOCKS ? "; --jobs " + WARM_BLOCKS + " shows workers that are warm" : "");
  }

  private int count(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }
}

package io.pvfhost.node.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What came of a load.
 *
 * @param options how it ran
 * @param answered jobs that got a reply, whatever its verdict; the others failed or were never answered
 * @param wrong jobs with a verdict, reason or result other than the right one
 * @param none jobs that ended without a verdict: answered so, refused, failed or never answered
 * @param late answers that came after their job had ended
 * @param attempts attempts of all jobs answered, those that were repeated included
 * @param redispatched attempts on another host than the attempt before, or after the loss of a host
 * @param overloaded sendings that were refused for lack of room and, as a rule, repeated
 * @param time from the first sending to the end of the last job
 * @param latencies of the jobs answered, from their first sending
 * @param hosts jobs answered by each host; those that were answered without any host are not among them
 * @param kinds jobs of each kind
 * @param noVerdict jobs without a verdict by their reason or failure code
 * @param examples what happened to some of the jobs that did not get their right answer
 */
public record LoadReport(LoadOptions options, int answered, int wrong, int none, int late, long attempts,
    long redispatched, long overloaded, Duration time, Latencies latencies, Map<String, Integer> hosts,
    Map<String, Integer> kinds, Map<String, Integer> noVerdict, List<String> examples) {

  private static final double NANOS = 1e9;
  private static final double MILLI_DIGITS = 1e3;

  public LoadReport {
    hosts = sorted(hosts);
    kinds = sorted(kinds);
    noVerdict = sorted(noVerdict);
    examples = List.copyOf(examples);
  }

  /** @return whether every job got its one right answer */
  public boolean isRight() {
    return answered == options.jobs() && wrong == 0 && none == 0;
  }

  /** @return the report as one object; times are ms with three decimals, null where no job was answered */
  public JsonObject toJson() {
    return new JsonObject()
        .put("jobs", options.jobs())
        .put("answered", answered)
        .put("wrong", wrong)
        .put("none", none)
        .put("attempts", attempts)
        .put("redispatched", redispatched)
        .put("overloaded", overloaded)
        .put("late", late)
        .put("p50Millis", rounded(latencies.millis(50)))
        .put("p90Millis", rounded(latencies.millis(90)))
        .put("p99Millis", rounded(latencies.millis(99)))
        .put("maxMillis", rounded(latencies.millis(100)))
        .put("seconds", rounded(seconds()))
        .put("jobsPerSecond", rounded(options.jobs() / seconds()))
        .put("hosts", counts(hosts))
        .put("kinds", counts(kinds))
        .put("noVerdict", counts(noVerdict))
        .put("examples", new JsonArray(examples))
        .put("seed", options.seed())
        .put("concurrency", options.concurrency());
  }

  /** @return the report for people */
  public String toText() {
    StringBuilder text = new StringBuilder();
    line(text, "%d jobs in %.1f s, %.0f jobs/s, %d in flight: %s", options.jobs(), seconds(),
        options.jobs() / seconds(), options.concurrency(), isRight() ? "every one got its right answer"
            : "%d WITHOUT THEIR RIGHT ANSWER".formatted(wrong + none));
    line(text, "answered %d, wrong %d, none %d%s", answered, wrong, none, reasons());
    line(text, "attempts %d, on another host than the one before %d; refused for lack of room and sent again %d",
        attempts, redispatched, overloaded);
    line(text, "time     p50 %s, p90 %s, p99 %s, longest %s", shown(50), shown(90), shown(99), shown(100));
    line(text, "kinds    %s", list(kinds));
    line(text, "%n%-24s %8s %6s", "HOST", "JOBS", "SHARE");
    hosts.forEach((host, jobs) -> line(text, "%-24s %8d %5.1f%%", host, jobs, 100.0 * jobs / options.jobs()));
    if (!examples.isEmpty()) {
      line(text, "%nsome of the jobs that did not get their right answer:");
      examples.forEach(example -> line(text, "  %s", example));
    }
    return text.toString().stripTrailing();
  }

  private static Map<String, Integer> sorted(Map<String, Integer> counts) {
    return Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  private double seconds() {
    return time.toNanos() / NANOS;
  }

  private String reasons() {
    return noVerdict.isEmpty() ? "" : " (" + list(noVerdict) + ")";
  }

  private String shown(double percent) {
    OptionalDouble millis = latencies.millis(percent);
    return millis.isPresent() ? String.format(Locale.ROOT, "%.1f ms", millis.getAsDouble()) : "-";
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format + "%n", values));
  }

  private static String list(Map<String, Integer> counts) {
    return counts.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
        .reduce((one, other) -> one + ", " + other).orElse("-");
  }

  private static JsonObject counts(Map<String, Integer> counts) {
    JsonObject json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }

  private static Double rounded(OptionalDouble value) {
    return value.isPresent() ? rounded(value.getAsDouble()) : null;
  }

  private static double rounded(double value) {
    return Math.round(value * MILLI_DIGITS) / MILLI_DIGITS;
  }
}

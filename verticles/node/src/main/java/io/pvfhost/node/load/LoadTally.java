package io.pvfhost.node.load;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what comes of a load, on its thread. */
final class LoadTally {

  private static final int MAX_EXAMPLES = 10;
  private static final int MAX_EXAMPLE_CHARS = 400;

  private final LoadOptions options;
  private final Latencies latencies = new Latencies();
  private final Map<String, Integer> hosts = new TreeMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private final Map<String, Integer> noVerdict = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private long begin;
  private int answered;
  private int ended;
  private int wrong;
  private int none;
  private int late;
  private long attempts;
  private long redispatched;
  private long overloaded;

  LoadTally(LoadOptions options) {
    this.options = options;
  }

  void begin(long now) {
    begin = now;
  }

  /** A job was answered, after so many ns. */
  void answered(LoadJob job, ExecuteReply reply, long nanos) {
    answered++;
    latencies.add(nanos);
    attempts += reply.attempts().size();
    redispatched += redispatched(reply.attempts());
    reply.host().ifPresent(host -> hosts.merge(host, 1, Integer::sum));
    if (reply.verdict() == Verdict.NONE) {
      noVerdict(job, reply.reason().code().wireName(), "answered " + Answers.describe(reply));
    } else {
      Optional<String> deviation = job.expected().deviation(reply);
      deviation.ifPresent(text -> wrong(job, reply, text));
    }
    end(job);
  }

  /** A job was refused or its answer did not come in time, as the client says. */
  void failed(LoadJob job, PvfException failure) {
    noVerdict(job, failure.code().name(), "failed with " + failure.code() + ": " + failure.getMessage());
    end(job);
  }

  /** Not even the client said anything. */
  void unanswered(LoadJob job) {
    noVerdict(job, "unanswered", "was never answered");
    end(job);
  }

  /** An answer came to a job that had ended. */
  void late() {
    late++;
  }

  /** A sending was refused for lack of room. */
  void overloaded() {
    overloaded++;
  }

  int ended() {
    return ended;
  }

  int wrong() {
    return wrong;
  }

  int none() {
    return none;
  }

  LoadReport report(long now) {
    return new LoadReport(options, answered, wrong, none, late, attempts, redispatched, overloaded,
        Duration.ofNanos(now - begin), latencies, hosts, kinds, noVerdict, examples);
  }

  private void wrong(LoadJob job, ExecuteReply reply, String text) {
    wrong++;
    example(job, "WRONG" + reply.host().map(host -> " on " + host).orElse("") + ": " + text);
  }

  private void noVerdict(LoadJob job, String reason, String text) {
    none++;
    noVerdict.merge(reason, 1, Integer::sum);
    example(job, text);
  }

  private void end(LoadJob job) {
    ended++;
    kinds.merge(job.kind(), 1, Integer::sum);
  }

  private void example(LoadJob job, String text) {
    if (examples.size() < MAX_EXAMPLES) {
      String line = job.kind() + " job " + text.replaceAll("\\p{Cntrl}+", " ");
      examples.add(line.length() <= MAX_EXAMPLE_CHARS ? line : line.substring(0, MAX_EXAMPLE_CHARS - 3) + "...");
    }
  }

  // A host may itself try again, which is no dispatch; after the loss of a host the next may be its successor of the
  // same name, which is one.
  private static long redispatched(List<Attempt> attempts) {
    long count = 0;
    for (int i = 1; i < attempts.size(); i++) {
      Attempt before = attempts.get(i - 1);
      if (!attempts.get(i).host().equals(before.host()) || before.reason().code() == ReasonCode.HOST_LOST) {
        count++;
      }
    }
    return count;
  }
}

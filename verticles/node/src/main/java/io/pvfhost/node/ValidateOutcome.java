package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.scale.Bytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/**
 * What {@code pvf validate} has to say.
 *
 * @param replies one for each run, at least one
 * @param expectedHead the head that a valid candidate must have
 */
record ValidateOutcome(List<ExecuteReply> replies, Optional<Bytes> expectedHead) {

  int exitCode() {
    if (!runsAgree()) {
      return ExitCode.NO_VERDICT;
    }
    return switch (first().verdict()) {
      case VALID -> headMatches() ? ExitCode.OK : ExitCode.INVALID;
      case INVALID -> ExitCode.INVALID;
      case NONE -> ExitCode.NO_VERDICT;
    };
  }

  /** The reply of the first run; of several runs, {@code runs} and {@code runsAgree} tell about the others. */
  JsonObject toJson() {
    JsonObject json = first().toJson();
    if (expectedHead.isPresent()) {
      json.put("headMatches", headMatches());
    }
    if (replies.size() > 1) {
      json.put("runsAgree", runsAgree())
          .put("runs", new JsonArray(replies.stream().map(ValidateOutcome::run).toList()));
    }
    return json;
  }

  String toText() {
    ExecuteReply reply = first();
    Rows rows = new Rows().add("verdict", reply.verdict().wireName());
    rows.add("reason", reply.reason().code().wireName()
        + (reply.reason().message().isEmpty() ? "" : ": " + reply.reason().message()));
    reply.result().ifPresent(result -> rows.add("head", "0x" + result.headData().toHex()));
    reply.commitmentsHash().ifPresent(hash -> rows.add("commitments", "0x" + hash.toHex()));
    rows.add("code", "0x" + reply.codeHash().toHex());
    rows.add("block data", reply.povSize() + " bytes");
    rows.add("time", "cpu %.3f ms, wall %.3f ms, queue %.3f ms",
        reply.cpuTime().toNanos() / 1e6, reply.wallTime().toNanos() / 1e6, reply.queueTime().toNanos() / 1e6);
    reply.host().ifPresent(host -> rows.add("host", host));
    reply.worker().ifPresent(worker -> rows.add("worker", describe(worker)));
    if (expectedHead.isPresent()) {
      rows.add("expected", headMatches() ? "the head is the expected one" : "the head is NOT the expected one");
    }
    if (replies.size() > 1) {
      addRuns(rows);
    }
    return rows.toString();
  }

  private void addRuns(Rows rows) {
    long[] nanos = replies.stream().skip(1).mapToLong(reply -> reply.wallTime().toNanos()).sorted().toArray();
    rows.add("runs", "%d, %s; wall of all but the first: median %.3f ms, longest %.3f ms", replies.size(),
        runsAgree() ? "all the same" : "which DIFFER", nanos[nanos.length / 2] / 1e6, nanos[nanos.length - 1] / 1e6);
  }

  private ExecuteReply first() {
    return replies.get(0);
  }

  private boolean headMatches() {
    return expectedHead.isEmpty() || first().result().map(result -> result.headData()).equals(expectedHead);
  }

  private boolean runsAgree() {
    return replies.stream().allMatch(reply -> reply.reason().code() == first().reason().code()
        && reply.commitmentsHash().equals(first().commitmentsHash()));
  }

  private static JsonObject run(ExecuteReply reply) {
    JsonObject whole = reply.toJson();
    JsonObject run = new JsonObject();
    for (String name : List.of("verdict", "reason", "commitmentsHash", "cpuMillis", "wallMillis", "host",
        "worker")) {
      run.put(name, whole.getValue(name));
    }
    return run;
  }

  private static String describe(WorkerInfo worker) {
    return "pid " + worker.pid() + ", version " + worker.version() + ", dialect " + worker.dialect()
        + ", rules " + worker.rules() + ", confinement " + worker.confinement();
  }
}

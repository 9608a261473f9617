package io.pvfhost.dispatch.core;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.WorkerInfo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was tried for one job so far, and the replies that tell of it. */
final class Attempts {

  private final ExecuteRequest request;
  private final long arrived;
  private final List<Attempt> all = new ArrayList<>(2);
  private long firstGrant;
  private long povSize;
  private Optional<WorkerInfo> worker = Optional.empty();
  private boolean granted;
  private boolean ran;

  Attempts(ExecuteRequest request, long arrived) {
    this.request = request;
    this.arrived = arrived;
  }

  static Reason hostLost(Host host) {
    String what = switch (host.presence) {
      case LEFT -> " has left the cluster";
      case REPLACED -> " has been started anew";
      default -> " is silent";
    };
    return new Reason(ReasonCode.HOST_LOST, "host " + host.name() + what);
  }

  /** Whether a host may have begun with the job, as against refused it. */
  boolean ranAny() {
    return ran;
  }

  /** How the last attempt ended. */
  Optional<Reason> last() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).reason());
  }

  /** An attempt that ended without an answer of its host. */
  void add(Host host, long granted, Reason reason, long now) {
    note(granted);
    ran |= Redispatch.after(reason.code()) != Redispatch.NEVER_THERE && !isRefusal(reason.code());
    all.add(new Attempt(all.size() + 1, host.name(), Optional.empty(), reason, Duration.ZERO,
        Duration.ofNanos(now - granted), List.of()));
  }

  private static boolean isRefusal(ReasonCode reason) {
    return switch (reason) {
      case UNAVAILABLE, OVERLOADED, LEASE_GONE, MALFORMED, TOO_LARGE, UNAUTHENTICATED -> true;
      default -> false;
    };
  }

  /** The attempts at a host whose reply is not the last word. */
  void add(Lease from, ExecuteReply reply, long now) {
    if (reply.attempts().isEmpty()) {
      add(from.host, from.granted, reply.reason(), now);
    } else {
      note(from.granted);
      append(all, reply.attempts());
    }
    ran = true;
    povSize = reply.povSize();
    worker = reply.worker();
  }

  private void note(long grantedAt) {
    if (!granted) {
      granted = true;
      firstGrant = grantedAt;
    }
  }

  /** The reply of the deciding host, with what was before it. */
  ExecuteReply merge(Lease from, ExecuteReply reply, long now) {
    List<Attempt> merged = new ArrayList<>(all);
    append(merged, reply.attempts());
    // The eldest make room: the last ones decided.
    int surplus = Math.max(0, merged.size() - PvfLimits.MAX_ATTEMPTS);
    return new ExecuteReply(reply.jobId(), reply.verdict(), reply.reason(), reply.result(), reply.codeHash(),
        reply.povSize(), reply.cpuTime(), Duration.ofNanos(now - arrived),
        Duration.ofNanos(from.granted - arrived).plus(reply.queueTime()), reply.worker(),
        merged.subList(surplus, merged.size()));
  }

  private static void append(List<Attempt> to, List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      to.add(new Attempt(to.size() + 1, attempt.host(), attempt.worker(), attempt.reason(), attempt.cpuTime(),
          attempt.wallTime(), attempt.evidence()));
    }
  }

  /** A reply without a verdict. */
  ExecuteReply reply(Reason reason, long now) {
    int surplus = Math.max(0, all.size() - PvfLimits.MAX_ATTEMPTS);
    Duration cpuTime = all.get(all.size() - 1).cpuTime();
    return new ExecuteReply(request.jobId(), reason.code().verdict(), reason, Optional.empty(),
        request.code().hash(), povSize, cpuTime, Duration.ofNanos(now - arrived),
        Duration.ofNanos(firstGrant - arrived), worker, all.subList(surplus, all.size()));
  }
}

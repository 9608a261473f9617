package io.pvfhost.execute.impl;

import io.pvfhost.host.Artifact;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteJob;
import io.pvfhost.host.ExecuteOutcome;
import io.pvfhost.host.WorkerLease;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.ExecuteRequest;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes idle workers warm: while the host is at rest, it gives them again the last valid candidates of the codes that
 * were used lately. The JVM of a worker loads and compiles a code by running it, and the first run takes several times
 * what later ones do. The answers are of no use to anybody.
 *
 * <p>Owned by the verticle's loop.
 */
final class Primer {

  /** Runs after which more of them do little for the next one. */
  private static final int RUNS = 3;

  /** As many codes as a worker keeps loaded. */
  private static final int CODES = 4;

  /** How long nobody must want anything: a client with one job after the other must not find a busy machine. */
  private static final Duration REST = Duration.ofMillis(200);

  /** A job that takes less than this is not worth it. */
  private static final Duration WORTH = Duration.ofMillis(20);

  private final HostParts parts;
  private final long maxBytes;
  private final Counters counters;

  /** The candidates by the key of their artifact, that of the code used last at the end. */
  private final Map<Object, Candidate> candidates = new LinkedHashMap<>();

  private long timer = -1;

  private record Candidate(Artifact artifact, ExecutorParams params, ExecuteRequest request) {
  }

  /**
   * Starts to watch a pool.
   *
   * @param maxBytes bytes of all candidates that are kept, one has a quarter at most; with 0 nothing is ever primed
   * @param counters where runs are counted as {@code primed}
   */
  Primer(HostParts parts, long maxBytes, Counters counters) {
    this.parts = parts;
    this.maxBytes = maxBytes;
    this.counters = counters;
    parts.pool().whenAtRest(this::awaitRest);
  }

  /**
   * Keeps a copy of a candidate that was found valid.
   *
   * @param cpuTime what its job took
   */
  void remember(Artifact artifact, ExecutorParams params, ExecuteRequest request, Duration cpuTime) {
    Candidate known = candidates.remove(artifact.key());
    if (known != null) {
      candidates.put(artifact.key(), known);
    } else if (cpuTime.compareTo(WORTH) >= 0 && bytes(request) <= maxBytes / CODES) {
      candidates.put(artifact.key(), new Candidate(artifact, params, copy(request)));
      if (candidates.size() > CODES) {
        candidates.remove(candidates.keySet().iterator().next());
      }
      awaitRest();
    }
  }

  private static long bytes(ExecuteRequest request) {
    return request.blockData().remaining() + (long) request.pvd().parentHead().length();
  }

  private static ExecuteRequest copy(ExecuteRequest request) {
    ByteBuffer blockData = request.blockData();
    byte[] bytes = new byte[blockData.remaining()];
    blockData.get(bytes);
    return new ExecuteRequest(request.pvd(), ByteBuffer.wrap(bytes), request.timeout(), request.artifactChecksum(),
        request.context());
  }

  private void awaitRest() {
    parts.loop().cancelTimer(timer);
    if (!candidates.isEmpty()) {
      timer = parts.loop().timer(REST, this::prime);
    }
  }

  /** Starts one run, of the code used last that some worker has run too seldom. Its end leads here again. */
  private void prime() {
    List<Candidate> lastFirst = new ArrayList<>(candidates.values());
    for (int i = lastFirst.size() - 1; i >= 0; i--) {
      Candidate candidate = lastFirst.get(i);
      Optional<WorkerLease> lease = parts.pool().borrow(candidate.params(), candidate.artifact().key(), RUNS);
      if (lease.isPresent()) {
        run(candidate, lease.get());
        return;
      }
    }
  }

  private void run(Candidate candidate, WorkerLease lease) {
    ExecuteJob.run(parts.factory(), lease.worker(), candidate.artifact(), candidate.request())
        .onSuccess(conclusion -> end(candidate, lease, conclusion));
  }

  private void end(Candidate candidate, WorkerLease lease, ExecuteConclusion conclusion) {
    if (conclusion.outcome() instanceof ExecuteOutcome.Replied) {
      counters.add("primed");
    } else {
      // The artifact is gone, or the worker: nobody waits for this, so nothing is repaired for it.
      candidates.remove(candidate.artifact().key());
    }
    lease.end(conclusion.idle());
  }
}

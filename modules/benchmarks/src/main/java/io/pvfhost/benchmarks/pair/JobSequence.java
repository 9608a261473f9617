package io.pvfhost.benchmarks.pair;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Jobs one after the other, each with block data of the same size, by code that hashes it. Each must be valid, have the
 * right head, and have run once, at the host that is meant. Used on one event loop.
 */
public final class JobSequence {

  private static final int DIFFERENT = 16;
  private static final long MAX_POV_BYTES = 5L << 20;
  private static final ValidationCode CODE = ValidationCode.of(Sample.HASHER.code());
  private static final PersistedValidationData DATA =
      new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, MAX_POV_BYTES);

  private final PvfClient client;
  private final String host;
  private final List<Candidate> candidates = new ArrayList<>();
  private final long[] nanos;
  private final Promise<long[]> done = Promise.promise();
  private int answered;

  private record Candidate(PoV pov, Bytes head) {
  }

  private JobSequence(PvfClient client, String host, int bytes, int jobs) {
    this.client = client;
    this.host = host;
    this.nanos = new long[jobs];
    Random random = new Random(bytes);
    for (int i = 0; i < DIFFERENT; i++) {
      byte[] block = new byte[bytes];
      random.nextBytes(block);
      candidates.add(new Candidate(new PoV(Bytes.wrap(block)), Bytes.wrap(Digests.blake2b256(block))));
    }
  }

  /**
   * Runs jobs.
   *
   * @param client of the node that asks
   * @param host name of the host that is to run them
   * @param bytes of block data
   * @param jobs how many
   * @return nanoseconds from request to reply of each job; fails with the first job that is not as it must be
   */
  public static Future<long[]> run(PvfClient client, String host, int bytes, int jobs) {
    JobSequence sequence = new JobSequence(client, host, bytes, jobs);
    sequence.next();
    return sequence.done.future();
  }

  private void next() {
    if (answered == nanos.length) {
      done.complete(nanos);
      return;
    }
    Candidate candidate = candidates.get(answered % candidates.size());
    ExecuteRequest request = ExecuteRequest.builder(CODE, DATA, candidate.pov).build();
    long start = System.nanoTime();
    client.execute(request).map(reply -> {
      nanos[answered] = System.nanoTime() - start;
      check(reply, candidate);
      return reply;
    }).onComplete(reply -> {
      answered++;
      next();
    }, done::fail);
  }

  private void check(ExecuteReply reply, Candidate candidate) {
    if (reply.verdict() != Verdict.VALID
        || !reply.result().orElseThrow().headData().equals(candidate.head)) {
      throw new IllegalStateException("job " + reply.jobId() + " has a wrong answer: " + reply.reason());
    }
    List<String> hosts = reply.attempts().stream().map(Attempt::host).toList();
    if (!hosts.equals(List.of(host))) {
      throw new IllegalStateException("job " + reply.jobId() + " ran at " + hosts + ", not once at " + host);
    }
  }
}

package io.pvfhost.benchmarks.sim;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.Streams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.Map;

/** Simulated jobs are small: nothing is streamed. */
final class NoStreams implements Streams {

  @Override
  public InboundStream expect(long length, Duration patience) {
    throw refusal();
  }

  @Override
  public Future<Hash> send(StreamTicket ticket, Bytes data, Duration patience) {
    return Future.failedFuture(refusal());
  }

  private static PvfException refusal() {
    return new PvfException(FailureCode.UNAVAILABLE, "a simulated cluster has no streams");
  }

  @Override
  public Map<String, Long> refused() {
    return Map.of();
  }

  @Override
  public long reservedBytes() {
    return 0;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}

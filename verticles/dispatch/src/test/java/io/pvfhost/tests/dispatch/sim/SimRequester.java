package io.pvfhost.tests.dispatch.sim;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostCalls;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.Streams;
import io.pvfhost.dispatch.core.DispatchSettings;
import io.pvfhost.dispatch.core.Dispatcher;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A process with a dispatcher, and its network. */
public final class SimRequester extends SimNode implements HostCalls, Streams {

  private final SimCluster cluster;
  private final Dispatcher dispatcher;

  SimRequester(SimCluster cluster, NodeIdentity identity, DispatchSettings settings, long seed) {
    super(cluster.time(), identity);
    this.cluster = cluster;
    this.dispatcher = new Dispatcher(settings, identity, this, this, this, seed);
  }

  /** Its dispatcher. */
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Runs a job; the node must not be frozen. */
  public Future<ExecuteReply> execute(ExecuteRequest request) {
    return dispatcher.execute(request);
  }

  private <T> Future<T> call(UUID host, Duration timeout, Function<SimHost, Future<T>> operation) {
    Promise<T> answer = Promise.promise();
    after(timeout, () -> answer.tryFail(new PvfException(FailureCode.DEADLINE, "no answer")));
    cluster.send(this, host, to -> operation.apply(to).onComplete(
        result -> cluster.answer(to, this, () -> answer.tryComplete(result)),
        failure -> cluster.answer(to, this, () -> answer.tryFail(failure))));
    return answer.future();
  }

  @Override
  public Future<ReserveAnswer> reserve(UUID host, Reserve request, Duration timeout) {
    return call(host, timeout, to -> to.book().reserve(identity().id(), request));
  }

  @Override
  public Future<ExecuteAnswer> execute(UUID host, Execute request, Duration timeout) {
    return call(host, timeout, to -> to.execute(identity().id(), request));
  }

  @Override
  public void release(UUID host, Release request) {
    cluster.send(this, host, to -> to.book().release(identity().id(), request));
  }

  @Override
  public void cancel(UUID host, Cancel request) {
    cluster.send(this, host, to -> to.book().cancel(identity().id(), request));
  }

  @Override
  public void alive(UUID host) {
    cluster.send(this, host, to -> to.book().heard(identity().id()));
  }

  @Override
  public Future<List<Reservation>> missing(UUID host, List<Reservation> believed, Duration timeout) {
    return call(host, timeout, to -> Future.succeededFuture(to.book().missing(identity().id(), believed)));
  }

  @Override
  public Future<StatusReply> status(UUID host, Duration timeout) {
    throw new UnsupportedOperationException("no job asks for a status");
  }

  @Override
  public Future<Long> codeLength(PeerRole role, UUID node, Hash code, Duration timeout) {
    throw new UnsupportedOperationException("hosts of the simulation have all code");
  }

  @Override
  public Future<Void> sendCode(PeerRole role, UUID node, CodeTransfer transfer, Duration timeout) {
    throw new UnsupportedOperationException("hosts of the simulation have all code");
  }

  @Override
  public InboundStream expect(long length, Duration patience) {
    throw new UnsupportedOperationException("nobody streams to a requester");
  }

  @Override
  public Future<Hash> send(StreamTicket ticket, Bytes data, Duration patience) {
    Promise<Hash> sent = Promise.promise();
    after(cluster.latency(), () -> {
      if (cluster.streamBreaks()) {
        sent.fail(new PvfException(FailureCode.UNAVAILABLE, "the connection broke"));
      } else {
        sent.complete(Hash.ZERO);
      }
    });
    return sent.future();
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

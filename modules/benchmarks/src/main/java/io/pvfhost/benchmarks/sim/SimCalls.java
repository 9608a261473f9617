package io.pvfhost.benchmarks.sim;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostCalls;
import io.pvfhost.cluster.HostOperations;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** The hosts' operations as one requester calls them over the simulated network. */
final class SimCalls implements HostCalls {

  private final SimNode self;
  private final SimNetwork network;
  private final List<SimHost> hosts;

  SimCalls(SimNode self, SimNetwork network, List<SimHost> hosts) {
    this.self = self;
    this.network = network;
    this.hosts = hosts;
  }

  @Override
  public Future<ReserveAnswer> reserve(UUID host, Reserve request, Duration timeout) {
    return call(host, Traffic.RESERVE, Traffic.RESERVE_ANSWER, timeout,
        operations -> operations.reserve(self.identity().id(), request));
  }

  @Override
  public Future<ExecuteAnswer> execute(UUID host, Execute request, Duration timeout) {
    return call(host, Traffic.EXECUTE, Traffic.EXECUTE_ANSWER, timeout,
        operations -> operations.execute(self.identity().id(), request));
  }

  private <T> Future<T> call(UUID id, Traffic question, Traffic answer, Duration timeout,
      Function<HostOperations, Future<T>> operation) {
    SimHost host = hosts.get(SimNode.index(id));
    Promise<T> promise = Promise.promise();
    Runnable timer = self.timers().after(timeout, () -> promise.tryFail(
        new PvfException(FailureCode.DEADLINE, host.node().identity().name() + " has not answered")));
    network.send(self, host.node(), question, () -> operation.apply(host.operations())
        .onComplete(result -> network.send(host.node(), self, answer, () -> {
          timer.run();
          if (result.succeeded()) {
            promise.tryComplete(result.result());
          } else {
            promise.tryFail(result.cause());
          }
        })));
    return promise.future();
  }

  @Override
  public void release(UUID host, Release request) {
    tell(host, Traffic.RELEASE, operations -> operations.release(self.identity().id(), request));
  }

  @Override
  public void cancel(UUID host, Cancel request) {
    tell(host, Traffic.CANCEL, operations -> operations.cancel(self.identity().id(), request));
  }

  @Override
  public void alive(UUID host) {
    tell(host, Traffic.ALIVE, operations -> operations.alive(self.identity().id()));
  }

  private void tell(UUID id, Traffic kind, Consumer<HostOperations> operation) {
    SimHost host = hosts.get(SimNode.index(id));
    network.send(self, host.node(), kind, () -> operation.accept(host.operations()));
  }

  @Override
  public Future<List<Reservation>> missing(UUID host, List<Reservation> believed, Duration timeout) {
    return call(host, Traffic.INQUIRY, Traffic.INQUIRY_ANSWER, timeout,
        operations -> operations.missing(self.identity().id(), believed));
  }

  @Override
  public Future<StatusReply> status(UUID host, Duration timeout) {
    return Future.failedFuture(unsupported("a status"));
  }

  @Override
  public Future<Long> codeLength(PeerRole role, UUID node, Hash code, Duration timeout) {
    return Future.failedFuture(unsupported("code"));
  }

  @Override
  public Future<Void> sendCode(PeerRole role, UUID node, CodeTransfer transfer, Duration timeout) {
    return Future.failedFuture(unsupported("code"));
  }

  private static PvfException unsupported(String what) {
    return new PvfException(FailureCode.UNAVAILABLE, "a simulated cluster has not " + what);
  }
}

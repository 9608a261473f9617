package io.pvfhost.tests.cluster;

import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostOperations;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.scale.Hash;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is asked, and answers it. */
class FakeHost implements HostOperations {

  /** One call. */
  record Call(String op, UUID from, Object request) {
  }

  final List<Call> calls = new CopyOnWriteArrayList<>();
  final List<Context> contexts = new CopyOnWriteArrayList<>();

  volatile Future<ReserveAnswer> reserveAnswer = Future.succeededFuture(Peers.GRANTED);
  volatile Future<ExecuteAnswer> executeAnswer = Future.succeededFuture(Peers.EXECUTE_ANSWER);

  private void note(String op, UUID from, Object request) {
    contexts.add(Vertx.currentContext());
    calls.add(new Call(op, from, request));
  }

  List<Object> requests() {
    return calls.stream().map(Call::request).toList();
  }

  @Override
  public Future<ReserveAnswer> reserve(UUID from, Reserve request) {
    note("reserve", from, request);
    return reserveAnswer;
  }

  @Override
  public Future<ExecuteAnswer> execute(UUID from, Execute request) {
    note("execute", from, request);
    return executeAnswer;
  }

  @Override
  public void release(UUID from, Release request) {
    note("release", from, request);
  }

  @Override
  public void cancel(UUID from, Cancel request) {
    note("cancel", from, request);
  }

  @Override
  public void alive(UUID from) {
    note("alive", from, "");
  }

  @Override
  public Future<StatusReply> status(UUID from) {
    note("status", from, "");
    return Future.succeededFuture(Peers.STATUS);
  }

  @Override
  public Future<Long> codeLength(UUID from, Hash code) {
    note("codeLength", from, code);
    return Future.succeededFuture(12_345L);
  }

  @Override
  public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
    note("sendCode", from, transfer);
    return Future.succeededFuture();
  }
}

package io.pvfhost.dispatch.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.CodeOperations;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Streams;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.core.Dispatcher;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.UUID;

/** Gives the code of outstanding jobs to the hosts that run them. Runs on the verticle's loop. */
public final class CodeService implements CodeOperations {

  private final Dispatcher dispatcher;
  private final Streams streams;
  private final Duration patience;

  /** Serves the code of a dispatcher's jobs. */
  public CodeService(Dispatcher dispatcher, Streams streams, DispatchOptions options) {
    this.dispatcher = dispatcher;
    this.streams = streams;
    this.patience = Duration.ofMillis(options.getStreamPatience());
  }

  @Override
  public Future<Long> codeLength(UUID from, Hash code) {
    return find(code).map(blob -> (long) blob.length());
  }

  @Override
  public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
    return find(transfer.code()).compose(blob -> streams.send(transfer.ticket(), blob, patience)).mapEmpty();
  }

  private Future<Bytes> find(Hash code) {
    return dispatcher.code(code).map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(
        new PvfException(FailureCode.CODE_UNKNOWN, "no outstanding job has code " + code)));
  }
}

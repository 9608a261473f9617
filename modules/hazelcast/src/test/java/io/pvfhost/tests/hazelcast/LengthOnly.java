package io.pvfhost.tests.hazelcast;

import io.pvfhost.cluster.CodeOperations;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.util.UUID;

/** A requester of whose code nobody can get more than the length: a ping with an answer. */
record LengthOnly(long length) implements CodeOperations {

  @Override
  public Future<Long> codeLength(UUID from, Hash code) {
    return Future.succeededFuture(length);
  }

  @Override
  public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
    return Future.failedFuture(new AssertionError("nobody asks for code here"));
  }
}

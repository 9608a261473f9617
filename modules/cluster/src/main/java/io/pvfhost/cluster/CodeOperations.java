package io.pvfhost.cluster;

import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.util.UUID;

/** Validation code that a node gives to its peers. Called on the context it was registered on. */
public interface CodeOperations {

  /**
   * @param from the node that asks
   * @param code hash of the code
   * @return size of the code in bytes; fails with CODE_UNKNOWN when it is not here
   */
  Future<Long> codeLength(UUID from, Hash code);

  /**
   * Streams code to the node that asks.
   *
   * @param from the node that asks
   * @param transfer what and where to
   * @return completes when the stream has been sent
   */
  Future<Void> sendCode(UUID from, CodeTransfer transfer);
}

package io.pvfhost.cluster.impl;

import io.pvfhost.api.internal.Bodies;

/** What a sealed message is. */
public enum Kind {

  /** Asks for an {@link #ANSWER}; block data and code in it have 256 KiB at most. */
  CALL(1, 4 << 20),

  /** Answers one call. The result of a job may be large, and its codec is the bound. */
  ANSWER(2, Bodies.MAX_EXECUTE_REPLY_BYTES + (64 << 10)),

  /** Goes to all nodes. */
  ADVERT(3, 64 << 10),

  /** Goes to one node and is not answered. */
  ONE_WAY(4, 4 << 10);

  private final int code;
  private final int maxBytes;

  Kind(int code, int maxBytes) {
    this.code = code;
    this.maxBytes = maxBytes;
  }

  /** The byte in the envelope. */
  public int code() {
    return code;
  }

  /** Size of the largest message of this kind, in bytes. */
  public int maxBytes() {
    return maxBytes;
  }
}

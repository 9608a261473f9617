package io.pvfhost.host.impl;

/** How one request to a worker ended; the first of these that happens. */
public sealed interface ExchangeEnd {

  /**
   * The worker answered.
   *
   * @param payload of the answer's frame
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(byte[] payload) implements ExchangeEnd {
  }

  /**
   * The request could not be sent, or not in time.
   *
   * @param text why
   */
  record NotSent(String text) implements ExchangeEnd {
  }

  /**
   * The connection ended before an answer.
   *
   * @param end how
   */
  record Ended(ChannelEnd end) implements ExchangeEnd {
  }

  /** The wall-clock limit passed. */
  record WallLimit() implements ExchangeEnd {
  }
}

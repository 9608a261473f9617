package io.pvfhost.cluster.impl;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.impl.CodecManager;
import io.vertx.core.eventbus.impl.MessageImpl;

/**
 * The body of a message whose sender is not known yet, and the only place that uses Vert.x's message type: the sender
 * chooses the codec, and {@link Message#body()} runs it. Nothing but bytes is taken.
 */
final class BusBody {

  private BusBody() {
  }

  /**
   * @throws RefusedException MALFORMED, if the body is anything but bytes
   */
  static Buffer of(Message<?> message) throws RefusedException {
    MessageCodec<?, ?> codec = message instanceof MessageImpl<?, ?> known ? known.codec() : null;
    if (codec == CodecManager.BUFFER_MESSAGE_CODEC && decoded(message) instanceof Buffer body) {
      return body;
    }
    throw RefusedException.Cause.MALFORMED.exception();
  }

  // The codec does not check the length that the sender gave; left alone, the bus would log each one with its trace.
  private static Object decoded(Message<?> message) throws RefusedException {
    try {
      return message.body();
    } catch (IndexOutOfBoundsException | NegativeArraySizeException | IllegalArgumentException wrongLength) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
  }
}

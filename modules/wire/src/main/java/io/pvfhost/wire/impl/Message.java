package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.WireException;

import java.util.Objects;

/**
 * One whole payload of a frame.
 *
 * @param name for errors, in the words of the protocol
 * @param codec of the value the payload starts with
 * @param <T> type of the value
 */
public record Message<T>(String name, Codec<T> codec) {

  /** Checks the arguments. */
  public Message {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(codec, "codec");
  }

  /**
   * Encodes.
   *
   * @param value the message
   * @return the payload
   * @throws IllegalArgumentException if the dialect cannot express the message
   */
  public byte[] encode(T value) {
    ScaleWriter out = new ScaleWriter();
    codec.write(value, out);
    return out.toByteArray();
  }

  /**
   * Decodes from the front; what is left over is ignored, as the protocol demands.
   *
   * @param payload of a frame
   * @return the message
   * @throws WireException if the payload does not start with such a message
   */
  public T decode(byte[] payload) throws WireException {
    FieldReader in = new FieldReader(name, payload);
    try {
      return codec.read(in);
    } catch (ScaleException e) {
      throw in.named(e);
    }
  }
}

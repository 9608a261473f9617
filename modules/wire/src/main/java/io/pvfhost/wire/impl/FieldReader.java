package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.wire.WireException;

/** The bytes of one message, with the name of the field being read, so that an error can tell it. */
public final class FieldReader {

  private final String messageName;
  private final ScaleReader in;
  private String field;

  FieldReader(String messageName, byte[] payload) {
    this.messageName = messageName;
    this.in = new ScaleReader(payload);
    this.field = messageName;
  }

  /**
   * Names the field that is read next.
   *
   * @param name in the words of the protocol
   * @return where to read it from
   */
  ScaleReader at(String name) {
    field = name;
    return in;
  }

  /**
   * Reads the index of an enum.
   *
   * @param type name of the enum in the protocol
   */
  int variant(String type) throws ScaleException {
    return at(type).u8();
  }

  /** The index just read means nothing in the dialect. */
  ScaleException unknown(int variant) {
    return new ScaleException(in.offset() - 1, "unknown variant " + variant);
  }

  int offset() {
    return in.offset();
  }

  /** The same error, with the names of message and field. */
  WireException named(ScaleException e) {
    return new WireException(messageName, field, e);
  }
}

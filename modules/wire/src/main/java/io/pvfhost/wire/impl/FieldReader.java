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

  /** Where to read the next bytes from, without a name of their own. */
  ScaleReader scale() {
    return in;
  }

  int offset() {
    return in.offset();
  }

  /** The same error, with the names of message and field. */
  WireException named(ScaleException e) {
    return new WireException(messageName, field, e);
  }
}

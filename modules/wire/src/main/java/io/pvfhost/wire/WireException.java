package io.pvfhost.wire;

import io.pvfhost.scale.ScaleException;

/**
 * Bytes that are not the message they should be. The text names message, field and offset, for instance
 * {@code execute result: JobResponse: unknown variant 4 at offset 1}.
 */
public final class WireException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String messageName;
  private final String field;
  private final int offset;

  /**
   * A field that cannot be read.
   *
   * @param messageName the message, as the protocol calls it
   * @param field the field in it
   * @param cause what is wrong with the field, with its offset in the payload
   */
  public WireException(String messageName, String field, ScaleException cause) {
    super(messageName + ": " + field + ": " + cause.getMessage(), cause);
    this.messageName = messageName;
    this.field = field;
    this.offset = cause.offset();
  }

  /**
   * The message that could not be decoded, in the words a worker reports it with: {@code failed to decode} followed by
   * this.
   */
  public String messageName() {
    return messageName;
  }

  /** The field that could not be decoded. */
  public String field() {
    return field;
  }

  /** Where decoding stopped, in bytes from the start of the frame's payload. */
  public int offset() {
    return offset;
  }
}

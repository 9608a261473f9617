package io.pvfhost.scale;

/** Bytes that are not the SCALE encoding of what was asked for. */
public final class ScaleException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * States what is wrong and where.
   *
   * @param offset of the value that cannot be read, from the start of the reader's range
   * @param message what is wrong, with what was found and the limit
   */
  public ScaleException(int offset, String message) {
    super(message + " at offset " + offset);
    this.offset = offset;
  }

  /** Where the value starts that cannot be read, from the start of the reader's range. */
  public int offset() {
    return offset;
  }
}

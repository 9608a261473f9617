package io.pvfhost.engine;

/** A compressed blob that is too large or broken; the message is the text of spec 5.4. */
public final class BlobException extends Exception {

  private static final long serialVersionUID = 1L;

  public BlobException(String message) {
    super(message);
  }

  public BlobException(String message, Throwable cause) {
    super(message, cause);
  }
}

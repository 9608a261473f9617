package io.pvfhost.engine;

/** Bytes that are not an artifact of this engine; the execute worker answers RuntimeConstruction with the message. */
public final class ArtifactException extends Exception {

  private static final long serialVersionUID = 1L;

  public ArtifactException(String message) {
    super(message);
  }

  public ArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.pvfhost.engine.impl.compiler;

/** A function does not fit one method; it is compiled again in segments. */
final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooLargeException() {
    super("function too large for one method", null, false, false);
  }
}

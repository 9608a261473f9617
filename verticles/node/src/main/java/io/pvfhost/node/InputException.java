package io.pvfhost.node;

/** An argument or file that cannot be used; the message names it, the place and the limit. Ends in exit code 2. */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}

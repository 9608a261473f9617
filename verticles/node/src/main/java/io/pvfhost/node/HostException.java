package io.pvfhost.node;

/** The host cannot start or do its work; the message says what is missing. Ends in exit code 3. */
final class HostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HostException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.pvfhost.engine.impl.runtime;

/** A module lacks an export it must have to be called; the message is the text of spec 5.2. */
final class MissingExportException extends Exception {

  private static final long serialVersionUID = 1L;

  MissingExportException(String message) {
    super(message);
  }
}

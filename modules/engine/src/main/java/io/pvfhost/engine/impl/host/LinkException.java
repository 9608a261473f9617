package io.pvfhost.engine.impl.host;

/** An import that the host cannot satisfy; the message is the text of spec 5.2. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  LinkException(String message) {
    super(message);
  }
}

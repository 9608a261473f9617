package io.pvfhost.engine.impl.runtime;

/** An instance could not be made; the message is the text of spec 5.2. */
public final class InstantiationFailure extends Exception {

  private static final long serialVersionUID = 1L;

  InstantiationFailure(String message) {
    super(message);
  }
}

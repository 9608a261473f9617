package io.pvfhost.engine.impl.host;

/** A request the heap allocator refuses; the message is the text of spec 5.2. */
public final class AllocatorException extends Exception {

  private static final long serialVersionUID = 1L;

  AllocatorException(String message) {
    super(message, null, false, false);
  }
}

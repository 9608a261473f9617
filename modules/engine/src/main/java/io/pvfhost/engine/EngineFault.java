package io.pvfhost.engine;

/**
 * This program failed, or code asks for something that the rules allow and this program cannot do, such as a memory of
 * 2 GiB. It says nothing about the candidate or the code.
 */
public final class EngineFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineFault(String message) {
    super(message);
  }

  public EngineFault(String message, Throwable cause) {
    super(message, cause);
  }
}

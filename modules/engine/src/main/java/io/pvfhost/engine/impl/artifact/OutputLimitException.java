package io.pvfhost.engine.impl.artifact;

/**
 * The compiled form of a module would be larger than an artifact may be. The module may be acceptable to Parity's
 * workers, so this is no verdict about it: the preparation fails for a reason of ours.
 */
public final class OutputLimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private OutputLimitException(String message) {
    super(message);
  }

  static void check(long bytes, int limit) {
    if (bytes > limit) {
      throw new OutputLimitException("the artifact would have more than " + limit + " bytes");
    }
  }
}

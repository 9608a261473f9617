package io.pvfhost.hazelcast;

/** The cluster cannot be started or joined; the message says on one line what is wrong. */
public final class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public ClusterException(String message) {
    super(message);
  }

  /** With what is wrong, and why. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}

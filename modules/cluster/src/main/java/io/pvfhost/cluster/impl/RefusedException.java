package io.pvfhost.cluster.impl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A message that gets no answer. Carries no stack trace and is made once for each cause: strangers cost nothing. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why a message was refused. */
  public enum Cause {

    /** It bears no seal, and this node has a key. */
    UNSEALED,

    /** Its seal is not that of a key of this node, or the message is not what was sealed. */
    WRONG_MAC,

    /** It was seen before, or is too old to tell. */
    REPLAYED,

    /** It is meant for another process, or answers what was not asked. */
    MISDIRECTED,

    /** It is no envelope, or its body is not that of its operation. */
    MALFORMED,

    /** It is larger than any message of its kind. */
    OVERSIZED,

    /** Its sender is a peer, and speaks a version or asks for an operation that this node does not know. */
    UNSUPPORTED;

    /** The lower-case name, for metrics and the status. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The cause as an exception, always the same. */
    public RefusedException exception() {
      return EXCEPTIONS.get(this);
    }
  }

  private static final Map<Cause, RefusedException> EXCEPTIONS =
      Arrays.stream(Cause.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), RefusedException::new));

  private final Cause cause;

  private RefusedException(Cause cause) {
    super(null, null, false, false);
    this.cause = cause;
  }

  /** Why. */
  public Cause why() {
    return cause;
  }

  @Override
  public String getMessage() {
    return cause.label();
  }
}

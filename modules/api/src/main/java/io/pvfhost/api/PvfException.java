package io.pvfhost.api;

import io.vertx.core.VertxException;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

import java.util.Objects;

/**
 * A request that got no answer of its own kind. Expected refusals carry no stack trace; a {@link
 * FailureCode#HOST_FAULT} does, because somebody has to look for its origin.
 */
public class PvfException extends VertxException {

  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  /**
   * @param code what kind of failure
   * @param message what happened, for people; names the field, the limit and the value where there are such
   */
  public PvfException(FailureCode code, String message) {
    this(code, message, null);
  }

  /**
   * @param code what kind of failure
   * @param message what happened, for people
   * @param cause the origin, or null
   */
  public PvfException(FailureCode code, String message, Throwable cause) {
    super(message, cause, Objects.requireNonNull(code, "code") != FailureCode.HOST_FAULT);
    this.code = code;
  }

  /** @return what kind of failure this is */
  public FailureCode code() {
    return code;
  }

  /**
   * Turns any failure into a typed one. A {@link PvfException} is returned as it is. Of a {@link ReplyException}, a
   * timeout becomes {@link FailureCode#DEADLINE}, a missing handler {@link FailureCode#UNAVAILABLE}, a known code
   * itself; anything else is a {@link FailureCode#HOST_FAULT} with the original as its cause.
   *
   * @param failure any failure
   * @return the typed failure
   */
  public static PvfException of(Throwable failure) {
    if (failure instanceof PvfException typed) {
      return typed;
    }
    if (failure instanceof ReplyException reply) {
      return new PvfException(codeOf(reply), messageOf(reply), reply);
    }
    return new PvfException(FailureCode.HOST_FAULT, messageOf(failure), failure);
  }

  /** @return the same failure as the event bus carries it */
  public ReplyException toReplyException() {
    return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code.code(), getMessage());
  }

  /**
   * Answers a message with this failure.
   *
   * @param message the message to answer
   */
  public void failTo(Message<?> message) {
    message.fail(code.code(), getMessage());
  }

  private static FailureCode codeOf(ReplyException reply) {
    return switch (reply.failureType()) {
      case TIMEOUT -> FailureCode.DEADLINE;
      case NO_HANDLERS -> FailureCode.UNAVAILABLE;
      case RECIPIENT_FAILURE -> FailureCode.of(reply.failureCode()).orElse(FailureCode.HOST_FAULT);
      case ERROR -> FailureCode.HOST_FAULT;
    };
  }

  private static String messageOf(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }
}

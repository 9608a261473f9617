package io.pvfhost.hazelcast.impl;

import io.vertx.core.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;

/**
 * What Vert.x tells of exceptions that nobody caught: an error in the log, except for one of Vert.x's own that means
 * nothing. When a node dies, the event bus fails the messages that were on their way to it and then hears of the end of
 * each write as well; the second is "already completed" and goes nowhere. Any thread.
 */
public final class Uncaught implements Handler<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(Uncaught.class);
  private static final String CONNECTION = "io.vertx.core.eventbus.impl.clustered.OutboundConnection";
  private static final String COMPLETED = "Promise already completed";

  @Override
  public void handle(Throwable failure) {
    if (isSecondEndOfWrite(failure)) {
      LOG.debug("A message to a node that left ended twice", failure);
    } else {
      LOG.error("An exception that nobody caught", failure);
    }
  }

  private static boolean isSecondEndOfWrite(Throwable failure) {
    return failure instanceof IllegalStateException
        && COMPLETED.equals(failure.getMessage())
        && Arrays.stream(failure.getStackTrace()).anyMatch(frame -> frame.getClassName().equals(CONNECTION));
  }
}

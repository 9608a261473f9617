package io.pvfhost.tests.hazelcast;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.hazelcast.impl.Uncaught;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

/** Exceptions that nobody caught are errors, but for the one that Vert.x makes of a node's end. */
class UncaughtTest {

  private static final String CONNECTION = "io.vertx.core.eventbus.impl.clustered.OutboundConnection";

  private final Logger logger = (Logger) LoggerFactory.getLogger(Uncaught.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Level before;

  @BeforeEach
  void listen() {
    before = logger.getLevel();
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setAdditive(true);
    logger.setLevel(before);
  }

  @Test
  void theSecondEndOfAWriteIsNoError() {
    assertEquals(Level.DEBUG, levelOf(failure(CONNECTION, "Promise already completed")));
  }

  @Test
  void anythingElseIs() {
    assertEquals(Level.ERROR, levelOf(failure("io.pvfhost.dispatch.core.Job", "Promise already completed")));
    assertEquals(Level.ERROR, levelOf(failure(CONNECTION, "closed")));
    assertEquals(Level.ERROR, levelOf(new IllegalArgumentException("Promise already completed")));
  }

  @Test
  void aNodeReportsThere() throws IOException {
    try (Nodes nodes = new Nodes()) {
      ClusteredVertx node = nodes.start(new ClusterOptions().setId("one"));
      node.vertx().runOnContext(v -> {
        throw new IllegalStateException("a handler that fails");
      });
      Awaitility.await().until(() -> List.copyOf(log.list).stream()
          .anyMatch(event -> event.getThrowableProxy().getMessage().equals("a handler that fails")));
    }
  }

  private Level levelOf(RuntimeException failure) {
    log.list.clear();
    new Uncaught().handle(failure);
    ILoggingEvent event = log.list.get(0);
    assertSame(log.list.get(log.list.size() - 1), event);
    return event.getLevel();
  }

  private static RuntimeException failure(String place, String message) {
    RuntimeException failure = new IllegalStateException(message);
    failure.setStackTrace(new StackTraceElement[] {
        new StackTraceElement("io.vertx.core.Promise", "fail", "Promise.java", 103),
        new StackTraceElement(place, "writeMessage", "Source.java", 86)});
    return failure;
  }
}

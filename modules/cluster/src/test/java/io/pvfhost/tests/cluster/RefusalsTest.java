package io.pvfhost.tests.cluster;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pvfhost.cluster.impl.Refusals;
import io.pvfhost.cluster.impl.RefusedException.Cause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RefusalsTest {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Refusals.class);
  private long now = Long.MAX_VALUE - 5;
  private Refusals refusals;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    refusals = new Refusals(() -> now);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void causesAreCountedAndThoseThatDidNotOccurAreZero() {
    refusals.count(Cause.WRONG_MAC, "x");
    refusals.count(Cause.WRONG_MAC, "y");
    refusals.count(Cause.OVERSIZED, "x");
    assertEquals(Map.of("unsealed", 0L, "wrong_mac", 2L, "replayed", 0L, "misdirected", 0L, "malformed", 0L,
        "oversized", 1L, "unsupported", 0L), refusals.counts());
  }

  @Test
  void eachCauseIsLoggedOnceInTenSeconds() {
    refusals.count(Cause.REPLAYED, "x");
    refusals.count(Cause.REPLAYED, "x");
    refusals.count(Cause.UNSEALED, "x");
    now += TimeUnit.SECONDS.toNanos(10) - 1;
    refusals.count(Cause.REPLAYED, "x");
    assertEquals(List.of("A message to x was refused: replayed (1 since the start)",
        "A message to x was refused: unsealed (1 since the start)"), lines());
    now++;
    refusals.count(Cause.REPLAYED, "y");
    assertEquals("A message to y was refused: replayed (4 since the start)", lines().get(2));
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}

package io.pvfhost.tests.host;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Netty's leak detector, watching every buffer of a test class. */
final class BufferLeaks implements BeforeAllCallback, AfterAllCallback {

  private static final int TRACKED_BYTES = 16;

  static {
    // Otherwise Vert.x switches the detection off when it is loaded.
    System.setProperty("io.netty.leakDetection.level", "paranoid");
  }

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private ResourceLeakDetector.Level before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    log.start();
    logger().addAppender(log);
    logger().setAdditive(false);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try {
      assertEquals(List.of(), collect());
    } finally {
      logger().setAdditive(true);
      logger().detachAppender(log);
      ResourceLeakDetector.setLevel(before);
    }
  }

  /** The leaks found since the last call, once garbage has been collected. */
  List<String> collect() {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
      System.gc();
      return collected.poll() == garbage;
    });
    // The detector reports when it is given something to track.
    PooledByteBufAllocator.DEFAULT.directBuffer(TRACKED_BYTES).release();
    List<String> leaks = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    log.list.clear();
    return leaks;
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  }
}

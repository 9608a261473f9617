package io.pvfhost.benchmarks.schemes;

import io.pvfhost.cluster.PeerAddresses;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the buses of this JVM write to each other; what stays within a node is not counted. Vert.x finds it as a
 * service, for instances with metrics switched on.
 */
public final class BusMeter implements VertxMetricsFactory {

  private static final LongAdder ADVERTS = new LongAdder();
  private static final LongAdder OTHERS = new LongAdder();
  private static final LongAdder BYTES = new LongAdder();

  /** For the service loader. */
  public BusMeter() {
  }

  /**
   * What has been written so far.
   *
   * @param adverts messages to the address of adverts
   * @param others all other messages, answers included
   * @param bytes of both
   */
  record Count(long adverts, long others, long bytes) {

    static Count now() {
      return new Count(ADVERTS.sum(), OTHERS.sum(), BYTES.sum());
    }

    Count since(Count before) {
      return new Count(adverts - before.adverts, others - before.others, bytes - before.bytes);
    }
  }

  @Override
  public VertxMetrics metrics(VertxOptions options) {
    return new VertxMetrics() {
      @Override
      public EventBusMetrics<Void> createEventBusMetrics() {
        return new Written();
      }
    };
  }

  private static final class Written implements EventBusMetrics<Void> {

    @Override
    public void messageWritten(String address, int bytes) {
      (address.equals(PeerAddresses.CAPACITY) ? ADVERTS : OTHERS).increment();
      BYTES.add(bytes);
    }
  }
}

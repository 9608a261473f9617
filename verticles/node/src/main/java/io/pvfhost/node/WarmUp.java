package io.pvfhost.node;

import io.pvfhost.api.PvfClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * The first acquaintance with the hosts of a cluster. They advertise every 500 ms, and the first question to each of
 * them looks its address up and connects, which can take seconds in a new cluster: better before the first job than
 * with it. Blocks.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final long POLL_MILLIS = 100;
  /** A little more than the time between two adverts of a host. */
  private static final long ROUND_MILLIS = 600;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private WarmUp() {
  }

  /** Waits until a first host was heard and all others had the time to be, and asks each how it is. */
  static void run(PvfClient client) {
    long start = System.nanoTime();
    while (ask(client) == 0 && System.nanoTime() - start < LIMIT_NANOS) {
      pause(POLL_MILLIS);
    }
    pause(ROUND_MILLIS);
    LOG.debug("{} hosts heard", ask(client));
  }

  private static int ask(PvfClient client) {
    try {
      return client.cluster().await().hosts().size();
    } catch (RuntimeException e) {
      // The cluster is usable all the same; who uses it is told what is wrong.
      LOG.debug("no answer about the cluster", e);
      return 0;
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("interrupted while waiting for hosts", e);
    }
  }
}

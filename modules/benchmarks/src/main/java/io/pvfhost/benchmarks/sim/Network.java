package io.pvfhost.benchmarks.sim;

import java.time.Duration;

/**
 * What a simulated network does to messages. Those from one node to another keep their order, as on one connection.
 *
 * @param least least time that a message takes
 * @param meanMore mean of the exponential time that comes to it
 * @param loss part of the messages that never arrive
 */
public record Network(Duration least, Duration meanMore, double loss) {

  /** A quiet local network. */
  public static final Network LOCAL = new Network(Duration.ofNanos(100_000), Duration.ofNanos(150_000), 0);

  public Network {
    if (least.isNegative() || meanMore.isNegative() || loss < 0 || loss >= 1) {
      throw new IllegalArgumentException("a network needs times of 0 or more and a loss of 0 to less than 1");
    }
  }

  /** Mean time of a message. */
  long meanNanos() {
    return least.plus(meanMore).toNanos();
  }
}

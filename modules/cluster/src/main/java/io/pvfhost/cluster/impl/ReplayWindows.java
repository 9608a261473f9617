package io.pvfhost.cluster.impl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells new messages from repeated ones by the numbers that their senders give them.
 *
 * <p>For each sender the highest number and which of the {@link #WIDTH} numbers up to it were seen is kept, as IPsec
 * does (RFC 4303, 3.4.3); what is older counts as repeated. Numbers only grow, since a sender's id is never used again,
 * not even by the same node after a restart. Senders are bounded: the one not heard of for longest is forgotten. Only
 * authenticated senders may be shown to it, so that a stranger cannot make it forget. Thread-safe.
 */
public final class ReplayWindows {

  /** How far behind its sender's newest message a message may come, in messages. */
  public static final int WIDTH = 4096;

  private final Map<UUID, Window> senders;

  /** Windows of at most {@code maxSenders} senders, about 600 bytes each. */
  public ReplayWindows(int maxSenders) {
    this.senders = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<UUID, Window> eldest) {
        return size() > maxSenders;
      }
    };
  }

  /** Whether a sender's message is new; it no longer is afterwards. */
  public synchronized boolean accept(UUID sender, long seq) {
    return seq > 0 && senders.computeIfAbsent(sender, unknown -> new Window()).accept(seq);
  }

  /** The bit of number n is bit n modulo {@link #WIDTH}; those of numbers above the highest mean nothing yet. */
  private static final class Window {

    private final long[] seen = new long[WIDTH / Long.SIZE];
    private long highest;

    boolean accept(long seq) {
      if (seq > highest) {
        clear(Math.max(highest + 1, seq - WIDTH + 1), seq);
        highest = seq;
      } else if (highest - seq >= WIDTH || (seen[word(seq)] & 1L << seq) != 0) {
        return false;
      }
      seen[word(seq)] |= 1L << seq;
      return true;
    }

    private void clear(long from, long to) {
      long left = to - from + 1;
      long seq = from;
      while (left > 0) {
        boolean wholeWord = seq % Long.SIZE == 0 && left >= Long.SIZE;
        int bits = wholeWord ? Long.SIZE : 1;
        seen[word(seq)] &= wholeWord ? 0 : ~(1L << seq);
        seq += bits;
        left -= bits;
      }
    }

    private static int word(long seq) {
      return (int) (seq % WIDTH / Long.SIZE);
    }
  }
}

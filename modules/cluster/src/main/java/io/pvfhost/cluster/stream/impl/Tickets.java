package io.pvfhost.cluster.stream.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Bytes;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Tickets that are out, and those that were spent last.
 *
 * <p>A ticket is looked up by the SHA-256 of its secret: how long that takes tells nothing about secrets, since nobody
 * can choose what is compared. Tickets are given out on any thread, before the loop hears of them, for the sender may
 * be faster; the rest runs on the loop.
 */
final class Tickets {

  /** Enough to tell a ticket that is used twice from one that was guessed. */
  private static final int SPENT_REMEMBERED = 1024;

  private final SecureRandom random = new SecureRandom();
  private final int max;
  private final ConcurrentMap<Bytes, Inbound> out = new ConcurrentHashMap<>();
  private final Map<Bytes, Boolean> spent = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
      return size() > SPENT_REMEMBERED;
    }
  };

  Tickets(int max) {
    this.max = max;
  }

  /** A new secret. */
  Bytes secret() {
    byte[] secret = new byte[StreamTicket.SECRET_BYTES];
    random.nextBytes(secret);
    return Bytes.wrap(secret);
  }

  /**
   * Gives a ticket out.
   *
   * @throws PvfException OVERLOADED when as many are out as may be
   */
  void add(Inbound stream) {
    if (out.size() >= max) {
      throw new PvfException(FailureCode.OVERLOADED, max + " streams are expected already");
    }
    out.put(key(stream.ticket().secret()), stream);
  }

  /** The stream of a ticket, which is spent from now on. */
  Optional<Inbound> claim(Bytes secret) {
    Bytes key = key(secret);
    Inbound stream = out.remove(key);
    if (stream != null) {
      spent.put(key, true);
    }
    return Optional.ofNullable(stream);
  }

  /** Whether a ticket was given out once and is not valid any more. */
  boolean wasSpent(Bytes secret) {
    return spent.containsKey(key(secret));
  }

  /** Streams whose senders have not come. */
  Collection<Inbound> waiting() {
    return List.copyOf(out.values());
  }

  private static Bytes key(Bytes secret) {
    return Bytes.wrap(Sha256.digest().digest(secret.array()));
  }
}

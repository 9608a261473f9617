package io.pvfhost.cluster;

/** Versions of the peer protocol: of operations and bodies, not of addresses and envelope, which are v1 for good. */
public final class PeerProtocol {

  /** Oldest version that this program understands. */
  public static final int OLDEST = 1;

  /** Newest version that this program understands, and the one it speaks. */
  public static final int NEWEST = 1;

  private PeerProtocol() {
  }

  /** Whether this program and a host have a version in common. */
  public static boolean isSharedWith(Advert advert) {
    return advert.oldestProtocol() <= NEWEST && advert.newestProtocol() >= OLDEST;
  }
}

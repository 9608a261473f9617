package io.pvfhost.cluster;

import java.util.UUID;
import java.util.function.Consumer;

/** The nodes of the cluster as the cluster manager sees them. May be used from any thread. */
public interface Membership {

  /**
   * @param listener is given the id of a node that left, on a thread of the cluster manager: it must not block
   * @return ends the listening
   */
  Runnable onLeft(Consumer<UUID> listener);

  /** A cluster of one. */
  Membership ALONE = listener -> () -> { };
}

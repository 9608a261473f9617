package io.pvfhost.execute.grants;

import io.pvfhost.cluster.InboundStream;
import io.pvfhost.scale.Hash;

import java.time.Duration;

/** What a grant depends on beside the worker. Called on the book's thread. */
public interface GrantTerms {

  /** Whether a job with this code could start without being sent the code. */
  boolean haveCode(Hash code);

  /**
   * Makes a ticket for block data.
   *
   * @param length its size in bytes
   * @param patience longest time without progress
   * @throws io.pvfhost.api.PvfException OVERLOADED when there is no memory for it: the requester is told that the host
   *     is busy
   */
  InboundStream expect(long length, Duration patience);
}

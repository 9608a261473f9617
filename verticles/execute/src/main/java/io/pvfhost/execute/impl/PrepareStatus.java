package io.pvfhost.execute.impl;

import io.pvfhost.api.StatusReply;

/**
 * What the {@code PrepareVerticle} adds to a host's status.
 *
 * @param workers its workers
 * @param respawns workers started since its start
 * @param artifacts number of artifacts
 * @param artifactBytes bytes of all artifacts
 */
public record PrepareStatus(StatusReply.Workers workers, long respawns, long artifacts, long artifactBytes) {

  /** The status of a host without a {@code PrepareVerticle}. */
  public static final PrepareStatus NONE = new PrepareStatus(StatusReply.Workers.NONE, 0, 0, 0);
}

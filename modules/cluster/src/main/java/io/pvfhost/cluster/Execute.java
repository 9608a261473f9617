package io.pvfhost.cluster;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.scale.Hash;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A job for a reserved worker.
 *
 * @param job as in the {@link Reserve}
 * @param attempt as in the {@link Reserve}
 * @param lease the reserved worker
 * @param ttl time left for the job
 * @param request the job; without block data when that was streamed, with the code's hash only when the host has it or
 *     is to fetch it
 * @param streamed what was streamed
 */
public record Execute(UUID job, int attempt, UUID lease, Duration ttl, ExecuteRequest request,
    Optional<Streamed> streamed) {

  /**
   * Block data that came as a stream.
   *
   * @param length its size in bytes
   * @param sha256 its SHA-256
   */
  public record Streamed(long length, Hash sha256) {
  }
}

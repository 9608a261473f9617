package io.pvfhost.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.PersistedValidationData;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One job for an execute worker (protocol description, section 3.4). It carries what the richest dialect needs; a
 * dialect leaves out what it has no place for, and refuses to encode a request that lacks what it needs.
 *
 * @param pvd the persisted validation data
 * @param blockData the block data of the proof of validity, possibly compressed, from the buffer's position to its
 *     limit; on the heap or not. It is not copied: the memory stays as it is for as long as the request is used. In a
 *     decoded request it is a whole array
 * @param timeout the CPU time the job may take, not negative
 * @param artifactChecksum twox-256 of the artifact, 32 bytes; sent by dialects S4, R1 and R2
 * @param context the place on the relay chain; sent by dialect R2
 */
public record ExecuteRequest(
    PersistedValidationData pvd,
    ByteBuffer blockData,
    Duration timeout,
    Optional<Bytes> artifactChecksum,
    Optional<ValidationContext> context) {

  /** Checks the arguments. */
  public ExecuteRequest {
    Objects.requireNonNull(pvd, "pvd");
    blockData = blockData.slice();
    Checks.notNegative(timeout, "timeout");
    artifactChecksum.ifPresent(Checks::checksum);
    Objects.requireNonNull(context, "context");
  }

  /** The block data, in a view of the caller's own: moving its position changes nothing here. */
  @Override
  public ByteBuffer blockData() {
    return blockData.duplicate();
  }
}

package io.pvfhost.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;

import java.time.Duration;
import java.util.Objects;

/**
 * One job for a prepare worker; {@code PvfPrepData} in the protocol (protocol description, section 3.7).
 *
 * @param maybeCompressedCode the validation code, plain or as a zstd blob
 * @param codeBombLimit bytes the decompressed code may have, an unsigned 32-bit number; dialect S does not carry it, a
 *     worker of that dialect reads its own constant here
 * @param codeHash blake2b-256 of {@code maybeCompressedCode}
 * @param executorParams the executor params to prepare for
 * @param prepTimeout the CPU time the job may take, not negative
 * @param kind what the preparation is for
 */
public record PrepareRequest(
    Bytes maybeCompressedCode,
    long codeBombLimit,
    Hash codeHash,
    ExecutorParams executorParams,
    Duration prepTimeout,
    PrepareJobKind kind) {

  /** Checks the arguments. */
  public PrepareRequest {
    Objects.requireNonNull(maybeCompressedCode, "maybeCompressedCode");
    Checks.u32(codeBombLimit, "codeBombLimit");
    Objects.requireNonNull(codeHash, "codeHash");
    Objects.requireNonNull(executorParams, "executorParams");
    Checks.notNegative(prepTimeout, "prepTimeout");
    Objects.requireNonNull(kind, "kind");
  }
}

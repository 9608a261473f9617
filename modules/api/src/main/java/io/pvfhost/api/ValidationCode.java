package io.pvfhost.api;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

import java.util.Objects;
import java.util.Optional;

/**
 * Validation code of a parachain: the blob itself, or only its hash when the host is believed to have it. The hash is
 * blake2b-256 of the blob as given, compressed or not. Equality is that of the hash. Making one from a blob hashes it
 * once; keep the object to validate many candidates with the same code.
 */
public final class ValidationCode {

  private final Hash hash;
  private final Bytes blob;

  private ValidationCode(Hash hash, Bytes blob) {
    this.hash = Objects.requireNonNull(hash, "hash");
    this.blob = blob;
  }

  /**
   * @param blob Wasm, plain or as a zstd blob
   * @return that code
   */
  public static ValidationCode of(Bytes blob) {
    return new ValidationCode(Hash.blake2b256(blob), blob);
  }

  /**
   * @param hash blake2b-256 of the blob
   * @return code known by its hash only; a host without it answers {@link FailureCode#CODE_UNKNOWN}
   */
  public static ValidationCode ofHash(Hash hash) {
    return new ValidationCode(hash, null);
  }

  /** @return blake2b-256 of the blob */
  public Hash hash() {
    return hash;
  }

  /** @return the blob, if it was given */
  public Optional<Bytes> blob() {
    return Optional.ofNullable(blob);
  }

  /**
   * Checks the size of the blob.
   *
   * @throws PvfException {@link FailureCode#TOO_LARGE} above {@link PvfLimits#MAX_CODE_BYTES}
   */
  void validate() {
    if (blob != null && blob.length() > PvfLimits.MAX_CODE_BYTES) {
      throw new PvfException(FailureCode.TOO_LARGE, "validation code: " + blob.length() + " bytes, limit "
          + PvfLimits.MAX_CODE_BYTES);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValidationCode that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "ValidationCode[0x" + hash.toHex() + (blob == null ? ", by hash]" : ", " + blob.length() + " bytes]");
  }
}

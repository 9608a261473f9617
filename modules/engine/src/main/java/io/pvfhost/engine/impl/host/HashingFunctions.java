package io.pvfhost.engine.impl.host;

import io.pvfhost.scale.Digests;

import java.util.Optional;

/** The group hashing. Input is hashed where it lies in the memory of the code. */
final class HashingFunctions {

  private HashingFunctions() {}

  private interface Digest {
    byte[] of(byte[] data, int offset, int length);
  }

  static Optional<HostFunction> find(String name) {
    return switch (name) {
      case "ext_hashing_keccak_256_version_1" -> digest(name, Digests::keccak256);
      case "ext_hashing_keccak_512_version_1" -> digest(name, Digests::keccak512);
      case "ext_hashing_sha2_256_version_1" -> digest(name, Digests::sha2_256);
      case "ext_hashing_blake2_128_version_1" -> digest(name, Digests::blake2b128);
      case "ext_hashing_blake2_256_version_1" -> digest(name, Digests::blake2b256);
      case "ext_hashing_twox_64_version_1" -> digest(name, Digests::twox64);
      case "ext_hashing_twox_128_version_1" -> digest(name, Digests::twox128);
      case "ext_hashing_twox_256_version_1" -> digest(name, Digests::twox256);
      default -> Optional.empty();
    };
  }

  private static Optional<HostFunction> digest(String name, Digest digest) {
    return HostFunction.known(name, Signatures.SPAN_TO_POINTER, (guest, args) -> {
      guest.checkSpan(args[0]);
      return guest.store(digest.of(guest.bytes(), Guest.address(args[0]), Guest.length(args[0])));
    });
  }
}

package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.impl.crypto.Ed25519;
import io.pvfhost.engine.impl.crypto.Secp256k1;
import io.pvfhost.engine.impl.crypto.Secp256k1.Overflow;
import io.pvfhost.engine.impl.crypto.Sr25519;
import io.pvfhost.scale.Digests;

import java.util.Optional;

/** The group crypto. */
final class CryptoFunctions {

  private static final byte OK = 0;
  private static final byte ERR = 1;

  private CryptoFunctions() {}

  /** Verifies a signature of a message, which is verified where it lies in the memory of the code. */
  private interface Verifier {
    boolean verify(byte[] signature, byte[] data, int offset, int length, byte[] key);
  }

  static Optional<HostFunction> find(String name) {
    return switch (name) {
      case "ext_crypto_ed25519_verify_version_1" ->
          verifier(name, Ed25519.SIGNATURE_BYTES, Ed25519.KEY_BYTES, Ed25519::verify);
      case "ext_crypto_sr25519_verify_version_1" ->
          verifier(name, Sr25519.SIGNATURE_BYTES, Sr25519.KEY_BYTES, Sr25519::verifyAlsoOld);
      case "ext_crypto_sr25519_verify_version_2" ->
          verifier(name, Sr25519.SIGNATURE_BYTES, Sr25519.KEY_BYTES, Sr25519::verify);
      case "ext_crypto_ecdsa_verify_version_1" ->
          verifier(name, Secp256k1.SIGNATURE_BYTES, Secp256k1.COMPRESSED_BYTES,
              (signature, data, offset, length, key) ->
                  Secp256k1.verify(signature, Digests.blake2b256(data, offset, length), key, Overflow.REDUCED));
      case "ext_crypto_ecdsa_verify_version_2" ->
          verifier(name, Secp256k1.SIGNATURE_BYTES, Secp256k1.COMPRESSED_BYTES,
              (signature, data, offset, length, key) ->
                  Secp256k1.verify(signature, Digests.blake2b256(data, offset, length), key, Overflow.REFUSED));
      case "ext_crypto_ecdsa_verify_prehashed_version_1" ->
          HostFunction.known(name, Signatures.POINTER_POINTER_POINTER_TO_I32, CryptoFunctions::verifyPrehashed);
      default -> name.startsWith("ext_crypto_secp256k1_") ? recovery(name) : batch(name).or(() -> keystore(name));
    };
  }

  private static Optional<HostFunction> recovery(String name) {
    return switch (name) {
      case "ext_crypto_secp256k1_ecdsa_recover_version_1" -> HostFunction.known(name,
          Signatures.POINTER_POINTER_TO_SPAN, (guest, args) -> recover(guest, args, Overflow.REDUCED));
      case "ext_crypto_secp256k1_ecdsa_recover_version_2" -> HostFunction.known(name,
          Signatures.POINTER_POINTER_TO_SPAN, (guest, args) -> recover(guest, args, Overflow.REFUSED));
      case "ext_crypto_secp256k1_ecdsa_recover_compressed_version_1" -> HostFunction.known(name,
          Signatures.POINTER_POINTER_TO_SPAN, (guest, args) -> recoverCompressed(guest, args, Overflow.REDUCED));
      case "ext_crypto_secp256k1_ecdsa_recover_compressed_version_2" -> HostFunction.known(name,
          Signatures.POINTER_POINTER_TO_SPAN, (guest, args) -> recoverCompressed(guest, args, Overflow.REFUSED));
      default -> Optional.empty();
    };
  }

  /** A batch is verified signature by signature; its functions are kept for code from before they were deprecated. */
  private static Optional<HostFunction> batch(String name) {
    return switch (name) {
      case "ext_crypto_start_batch_verify_version_1" ->
          HostFunction.known(name, Signatures.NOTHING_TO_NOTHING, (guest, args) -> startBatch(guest));
      case "ext_crypto_finish_batch_verify_version_1" ->
          HostFunction.known(name, Signatures.NOTHING_TO_I32, (guest, args) -> guest.batch().finish() ? 1 : 0);
      case "ext_crypto_sr25519_batch_verify_version_1" -> batched(name, "ext_crypto_sr25519_verify_version_2");
      case "ext_crypto_ecdsa_batch_verify_version_1" -> batched(name, "ext_crypto_ecdsa_verify_version_2");
      case "ext_crypto_ed25519_batch_verify_version_1" -> HostFunction.known(name,
          Signatures.POINTER_SPAN_POINTER_TO_I32, (guest, args) -> panic("RefCell already borrowed"));
      default -> Optional.empty();
    };
  }

  /** Keys and signatures of a node's keystore, which validation code has none of. */
  private static Optional<HostFunction> keystore(String name) {
    return switch (name) {
      case "ext_crypto_ed25519_public_keys_version_1",
          "ext_crypto_sr25519_public_keys_version_1",
          "ext_crypto_ecdsa_public_keys_version_1" ->
          HostFunction.known(name, Signatures.POINTER_TO_SPAN, CryptoFunctions::withoutKeystore);
      case "ext_crypto_ed25519_generate_version_1",
          "ext_crypto_sr25519_generate_version_1",
          "ext_crypto_ecdsa_generate_version_1" ->
          HostFunction.known(name, Signatures.POINTER_SPAN_TO_POINTER, CryptoFunctions::withoutKeystore);
      case "ext_crypto_ed25519_sign_version_1",
          "ext_crypto_sr25519_sign_version_1",
          "ext_crypto_ecdsa_sign_version_1" ->
          HostFunction.known(name, Signatures.POINTER_POINTER_SPAN_TO_SPAN, CryptoFunctions::withoutKeystore);
      case "ext_crypto_ecdsa_sign_prehashed_version_1" ->
          HostFunction.known(name, Signatures.POINTER_POINTER_POINTER_TO_SPAN, CryptoFunctions::withoutKeystore);
      default -> Optional.empty();
    };
  }

  private static Optional<HostFunction> verifier(String name, int signatureBytes, int keyBytes, Verifier verifier) {
    return HostFunction.known(name, Signatures.POINTER_SPAN_POINTER_TO_I32, (guest, args) -> {
      byte[] signature = guest.read((int) args[0], signatureBytes);
      guest.checkSpan(args[1]);
      byte[] key = guest.read((int) args[2], keyBytes);
      int offset = Guest.address(args[1]);
      return verifier.verify(signature, guest.bytes(), offset, Guest.length(args[1]), key) ? 1 : 0;
    });
  }

  private static long verifyPrehashed(Guest guest, long[] args) {
    byte[] signature = guest.read((int) args[0], Secp256k1.SIGNATURE_BYTES);
    byte[] hash = guest.read((int) args[1], Secp256k1.HASH_BYTES);
    byte[] key = guest.read((int) args[2], Secp256k1.COMPRESSED_BYTES);
    return Secp256k1.verify(signature, hash, key, Overflow.REFUSED) ? 1 : 0;
  }

  private static long recover(Guest guest, long[] args, Overflow overflow) {
    try {
      return guest.storeSpan(ok(recoverKey(guest, args, overflow)));
    } catch (Secp256k1.RecoveryException e) {
      return guest.storeSpan(error(e));
    }
  }

  private static long recoverCompressed(Guest guest, long[] args, Overflow overflow) {
    try {
      return guest.storeSpan(ok(Secp256k1.compress(recoverKey(guest, args, overflow))));
    } catch (Secp256k1.RecoveryException e) {
      return guest.storeSpan(error(e));
    }
  }

  private static byte[] recoverKey(Guest guest, long[] args, Overflow overflow)
      throws Secp256k1.RecoveryException {
    byte[] signature = guest.read((int) args[0], Secp256k1.SIGNATURE_BYTES);
    byte[] hash = guest.read((int) args[1], Secp256k1.HASH_BYTES);
    return Secp256k1.recover(signature, hash, overflow);
  }

  private static byte[] ok(byte[] key) {
    byte[] result = new byte[1 + key.length];
    result[0] = OK;
    System.arraycopy(key, 0, result, 1, key.length);
    return result;
  }

  private static byte[] error(Secp256k1.RecoveryException e) {
    return new byte[] {ERR, (byte) e.fault().index()};
  }

  private static long startBatch(Guest guest) {
    guest.batch().start();
    return 0;
  }

  private static Optional<HostFunction> batched(String name, String verifierName) {
    HostFunction.Body verify = find(verifierName).orElseThrow().body();
    return HostFunction.known(name, Signatures.POINTER_SPAN_POINTER_TO_I32, (guest, args) -> {
      long valid = verify.call(guest, args);
      guest.batch().add(valid != 0);
      return valid;
    });
  }

  private static long withoutKeystore(Guest guest, long[] args) {
    return panic("No `keystore` associated for the current context!");
  }

  private static long panic(String message) {
    throw HostTrap.panic(message);
  }
}

package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.crypto.Ed25519;
import io.pvfhost.engine.impl.crypto.Sr25519;
import io.pvfhost.engine.impl.crypto.Transcript;
import io.pvfhost.engine.impl.hashing.Sha512;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** ed25519 and sr25519; what Parity's workers say of them is in the vectors of family crypto. */
class SignaturesTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    // RFC 8032, 7.1: key, message, signature
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        + "d25bf5f0595bbe24655141438e7a100b",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        + "387b2eaeb4302aeeb00d291612bb0c00",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        + "4a7c15e9716ed28dc027beceea1ec40a"})
  void signaturesOfTheStandardAreValid(String key, String message, String signature) {
    byte[] itsKey = HEX.parseHex(key);
    byte[] itsMessage = HEX.parseHex(message);
    byte[] itsSignature = HEX.parseHex(signature);
    assertTrue(Ed25519.verify(itsSignature, itsMessage, 0, itsMessage.length, itsKey));
    byte[] apart = Arrays.copyOf(itsMessage, itsMessage.length + 1);
    assertFalse(Ed25519.verify(itsSignature, apart, 0, apart.length, itsKey));
    assertFalse(Ed25519.verify(plusOrder(itsSignature), itsMessage, 0, itsMessage.length, itsKey));
    for (int bit = 0; bit < 512; bit += 7) {
      assertFalse(Ed25519.verify(flip(itsSignature, bit), itsMessage, 0, itsMessage.length, itsKey), "bit " + bit);
    }
  }

  /** The same signature with an s that is equal but not below the order. */
  private static byte[] plusOrder(byte[] signature) {
    BigInteger s = EdwardsModel.number(Arrays.copyOfRange(signature, 32, 64)).add(EdwardsModel.ORDER);
    byte[] result = signature.clone();
    System.arraycopy(EdwardsModel.littleEndian(s), 0, result, 32, 32);
    return result;
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
    return flipped;
  }

  @Test
  void transcriptsAreThoseOfMerlin() {
    Transcript transcript = new Transcript("test protocol");
    transcript.append("some label", "some data".getBytes(StandardCharsets.US_ASCII));
    assertEquals("d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615",
        HEX.formatHex(transcript.challenge("challenge", 32)));
  }

  @Property(tries = 300)
  void sha512InPartsIsThatOfTheJdk(@ForAll @Size(max = 600) byte[] data, @ForAll @IntRange(max = 600) int at)
      throws NoSuchAlgorithmException {
    int first = Math.min(at, data.length);
    byte[] ours = new Sha512().update(data, 0, first).update(data, first, data.length - first).digest();
    assertArrayEquals(MessageDigest.getInstance("SHA-512").digest(data), ours);
  }

  @Property(tries = 40)
  void whatWasSignedIsValidAndNothingElse(
      @ForAll @Size(max = 400) byte[] message,
      @ForAll @IntRange(min = 1) int secret,
      @ForAll @IntRange(min = 1) int nonce,
      @ForAll @IntRange(max = 511) int bit) {
    BigInteger secretKey = EdwardsModel.ORDER.subtract(BigInteger.valueOf(secret));
    byte[] key = EdwardsModel.BASE.times(secretKey).ristretto();
    byte[] signature = sign(secretKey, key, EdwardsModel.ORDER.subtract(BigInteger.valueOf(nonce)), message);
    byte[] around = new byte[message.length + 10];
    System.arraycopy(message, 0, around, 5, message.length);
    assertTrue(Sr25519.verify(signature, around, 5, message.length, key));
    assertTrue(Sr25519.verifyAlsoOld(signature, around, 5, message.length, key));
    assertFalse(Sr25519.verify(signature, around, 5, message.length + 1, key));
    assertFalse(Sr25519.verify(flip(signature, bit), around, 5, message.length, key));
    assertFalse(Sr25519.verifyAlsoOld(flip(signature, bit), around, 5, message.length, key));
    assertFalse(Sr25519.verify(signature, around, 5, message.length, flip(key, bit & 255)));
  }

  private static byte[] sign(BigInteger secretKey, byte[] key, BigInteger nonce, byte[] message) {
    byte[] r = EdwardsModel.BASE.times(nonce).ristretto();
    Transcript transcript = new Transcript("SigningContext");
    transcript.append("", "substrate".getBytes(StandardCharsets.US_ASCII));
    transcript.append("sign-bytes", message);
    transcript.append("proto-name", "Schnorr-sig".getBytes(StandardCharsets.US_ASCII));
    transcript.append("sign:pk", key);
    transcript.append("sign:R", r);
    BigInteger challenge = EdwardsModel.number(transcript.challenge("sign:c", 64));
    byte[] signature = Arrays.copyOf(r, 64);
    BigInteger s = challenge.multiply(secretKey).add(nonce).mod(EdwardsModel.ORDER);
    System.arraycopy(EdwardsModel.littleEndian(s), 0, signature, 32, 32);
    signature[63] |= (byte) 0x80;
    return signature;
  }
}

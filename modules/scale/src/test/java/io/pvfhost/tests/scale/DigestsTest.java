package io.pvfhost.tests.scale;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DigestsTest {

  /** Covers several blocks of every function and the tree of BLAKE3 up to a fourth level. */
  private static final int LONGEST = 8 * 1024 + 130;

  private static final Map<String, UnaryOperator<byte[]>> HOST_FUNCTIONS = Map.of(
      "ext_hashing_keccak_256_version_1", Digests::keccak256,
      "ext_hashing_sha2_256_version_1", Digests::sha2_256,
      "ext_hashing_blake2_128_version_1", Digests::blake2b128,
      "ext_hashing_blake2_256_version_1", Digests::blake2b256,
      "ext_hashing_twox_256_version_1", Digests::twox256,
      "ext_hashing_twox_128_version_1", Digests::twox128,
      "ext_hashing_twox_64_version_1", Digests::twox64);

  /** Hashes a part of an array. */
  @FunctionalInterface
  private interface PartHash {
    byte[] hash(byte[] data, int offset, int length);
  }

  /** Functions that Bouncy Castle has too. */
  private enum Judged {
    BLAKE2B_256(Digests::blake2b256, () -> new Blake2bDigest(256)),
    BLAKE2B_128(Digests::blake2b128, () -> new Blake2bDigest(128)),
    KECCAK_256(Digests::keccak256, () -> new KeccakDigest(256)),
    KECCAK_512(Digests::keccak512, () -> new KeccakDigest(512)),
    SHA2_256(Digests::sha2_256, SHA256Digest::new),
    BLAKE3_256(Digests::blake3_256, () -> new Blake3Digest(256));

    private final PartHash ours;
    private final Supplier<Digest> judge;

    Judged(PartHash ours, Supplier<Digest> judge) {
      this.ours = ours;
      this.judge = judge;
    }

    private byte[] expected(byte[] data, int offset, int length) {
      Digest digest = judge.get();
      digest.update(data, offset, length);
      byte[] result = new byte[digest.getDigestSize()];
      digest.doFinal(result, 0);
      return result;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLengthHashesAsBouncyCastleDoes(Judged function) {
    byte[] data = random(LONGEST);
    for (int length = 0; length < 600; length++) {
      int offset = length % 9;
      assertArrayEquals(function.expected(data, offset, length), function.ours.hash(data, offset, length),
          "length " + length);
    }
    for (int length = 1023; length <= LONGEST; length += length % 1024 == 1 ? 1022 : 1) {
      assertArrayEquals(function.expected(data, 0, length), function.ours.hash(data, 0, length), "length " + length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 99e9d85137db46ef4bbea33613baafd56f963c64b1f3685a4eb4abd67ff6203a",
    "616263, 990977adf52cbc440889329981caa9bef7da5770b2b8a05303b75d95360dd62b"
  })
  void twox256HasTheChecksumsOfTheProtocol(String input, String checksum) {
    assertEquals(checksum, hex(Digests.twox256(Hex.bytes(input).array())));
  }

  @Test
  void twox256OfWholeStripesHasTheChecksumOfTheProtocol() {
    byte[] data = new byte[64];
    IntStream.range(0, data.length).forEach(i -> data[i] = (byte) i);
    assertEquals("f01367db0173c6f7c0265957f7bde53c93cd86df2aaca4c61d1247696aa08d91", hex(Digests.twox256(data)));
  }

  /** Sums that implementations of xxHash publish for all ways an input can end: stripes, words and single bytes. */
  @ParameterizedTest
  @CsvSource({
    "a, d24ec4f1a98c6e5b", "as, 1c330fb2d66be179", "asd, 631c37ce72a97393", "asdf, 415872f599cea71e",
    "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
    "Call me Ishmael. Some years ago--never mind how long precisely-, 02a2e85470d6fd96"
  })
  void twox64IsXxh64LittleEndian(String input, String sum) {
    byte[] expected = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.parseUnsignedLong(sum, 16))
        .array();
    assertEquals(hex(expected), hex(Digests.twox64(input.getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void shorterTwoxAreTheBeginningOfLongerOnes() {
    byte[] data = random(100);
    for (int length = 0; length <= data.length; length++) {
      byte[] longest = Digests.twox256(data, 0, length);
      assertArrayEquals(Arrays.copyOf(longest, 16), Digests.twox128(data, 0, length));
      assertArrayEquals(Arrays.copyOf(longest, 8), Digests.twox64(data, 0, length));
    }
  }

  @Test
  void partOfAnArrayHashesAsItsCopy() {
    byte[] data = random(300);
    for (int offset = 0; offset <= 9; offset++) {
      for (int length = 0; length < 80; length++) {
        byte[] part = Arrays.copyOfRange(data, offset, offset + length);
        assertArrayEquals(Digests.twox256(part), Digests.twox256(data, offset, length));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void partOutsideTheArrayIsRefused(Judged function) {
    byte[] data = new byte[200];
    assertThrows(IndexOutOfBoundsException.class, () -> function.ours.hash(data, 0, 201));
    assertThrows(IndexOutOfBoundsException.class, () -> function.ours.hash(data, 200, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> function.ours.hash(data, -1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> function.ours.hash(data, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> function.ours.hash(data, Integer.MAX_VALUE, 2));
  }

  @Test
  void partOutsideTheArrayHasNoTwox() {
    assertThrows(IndexOutOfBoundsException.class, () -> Digests.twox64(new byte[4], 0, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> Digests.twox128(new byte[4], 3, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> Digests.twox256(new byte[4], -1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce",
    "512, a88d962ceb769d13dd202a8b8478e3a3f9d762a5702f76db9fd33d9f6af919ea"
  })
  void keccakOfTheAdderStateIsItsPostState(int state, String postState) {
    byte[] encoded = {(byte) state, (byte) (state >> 8), 0, 0, 0, 0, 0, 0};
    assertEquals(postState, hex(Digests.keccak256(encoded)));
  }

  @Test
  void hashesOfTheAdderHeadsAreThoseOfTheProtocol() {
    byte[] genesis = Golden.GENESIS_HEAD.array();
    assertEquals("804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e", hex(Digests.keccak256(genesis)));
    assertEquals("96d7fa0ca36182269dfb9bff448802a3d9e35f5832a5868b13f71ed0bcf0d795", hex(Digests.blake2b256(genesis)));
    assertEquals("36f026a118658eea81a37658b4a7d09ea85c63437a6d5b8b15c5708bd40552b6",
        hex(Digests.blake2b256(Golden.NEXT_HEAD.array())));
  }

  @Test
  void hashesOfTheUndyingStatesAreThoseOfTheProtocol() {
    Bytes before = Hex.bytes("0000000000000000 28" + "00".repeat(10) + "0000000000000000" + "00".repeat(32));
    Bytes after = Hex.bytes("0300000000000000 28 01010100000000000000 0000000000000000"
        + "19ff7e334ccfd330ba20bc4e2c9a3ec91d2c4e9a5bb74e254bdf5fe90eba17cf");
    assertEquals("574f0788959f2e37619278f5f4480935c0a4326a005f2b9c44f47931bb8a90c9",
        hex(Digests.keccak256(before.array())));
    assertEquals("90a9cd48533330dd4c9dd43359a50e836069fb42199ba00a42bd37cfe0baef75",
        hex(Digests.keccak256(after.array())));
  }

  @Test
  void blake2bOfTheSmallestModuleIsItsCodeHash() {
    assertEquals("f6a5dbf080e9c9d7834145653bce4c8cded62e664d7ddcdb5c526f5877006d74",
        hex(Digests.blake2b256(Hex.bytes("0061736d01000000").array())));
  }

  @Test
  void inputStaysAsItWas() {
    byte[] data = random(2100);
    byte[] copy = data.clone();
    Arrays.stream(Judged.values()).forEach(function -> function.ours.hash(data, 0, data.length));
    Digests.twox256(data);
    assertArrayEquals(copy, data);
  }

  @Test
  void hostFunctionsHashAsInTheConformanceVectors() throws IOException {
    JsonNode vectors = DataFolder.json("vectors/hashing/w3f-host-api.json");
    JsonNode inputs = vectors.get("inputs_utf8");
    JsonNode outputs = vectors.get("outputs_hex");
    assertEquals(HOST_FUNCTIONS.size(), outputs.size());
    HOST_FUNCTIONS.forEach((name, function) -> {
      assertEquals(inputs.size(), outputs.get(name).size(), name);
      for (int i = 0; i < inputs.size(); i++) {
        byte[] input = inputs.get(i).asText().getBytes(StandardCharsets.UTF_8);
        assertEquals(outputs.get(name).get(i).asText(), hex(function.apply(input)), name);
      }
    });
  }

  private static byte[] random(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  private static String hex(byte[] bytes) {
    return Bytes.wrap(bytes).toHex();
  }
}

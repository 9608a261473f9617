package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.trie.StateVersion;
import io.pvfhost.engine.impl.trie.TrieEntries;
import io.pvfhost.engine.impl.trie.TrieHasher;
import io.pvfhost.engine.impl.trie.TrieProof;
import io.pvfhost.engine.impl.trie.TrieRoot;
import io.pvfhost.scale.ScaleException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TrieTest {

  private static final HexFormat HEX = HexFormat.of();

  /** Entries with keys that have much in common, are prefixes of others, or are long. */
  @Provide
  Arbitrary<Map<String, byte[]>> entries() {
    Arbitrary<String> keys = Arbitraries.oneOf(
        Arbitraries.strings().withChars('0', '1', 'f').ofMinLength(0).ofMaxLength(6),
        Arbitraries.strings().withChars("0123456789abcdef").ofMaxLength(12),
        Arbitraries.integers().between(1, 400).map("7"::repeat)).map(TrieTest::wholeBytes);
    Arbitrary<byte[]> values = Arbitraries.oneOf(
        Arbitraries.integers().between(0, 40).map(byte[]::new),
        Arbitraries.of(31, 32, 33, 64, 300).map(byte[]::new));
    return Arbitraries.maps(keys, values).ofMaxSize(24);
  }

  private static String wholeBytes(String nibbles) {
    return nibbles.length() % 2 == 0 ? nibbles : nibbles + "a";
  }

  private static byte[] root(Map<String, byte[]> entries, List<String> order, TrieHasher hasher, StateVersion version)
      throws ScaleException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(9); // not part of it
    TrieModel.compact(out, order.size());
    for (String key : order) {
      TrieModel.sized(out, HEX.parseHex(key));
      TrieModel.sized(out, entries.get(key));
    }
    out.write(9);
    byte[] data = out.toByteArray();
    return TrieRoot.of(TrieEntries.keyed(data, 1, data.length - 2), hasher, version);
  }

  @Property(tries = 500)
  void rootsAreThoseOfTheModel(@ForAll("entries") Map<String, byte[]> entries, @ForAll TrieHasher hasher,
      @ForAll StateVersion version, @ForAll Random random) throws ScaleException {
    List<String> order = new ArrayList<>(entries.keySet());
    Collections.shuffle(order, random);
    byte[] expected = new TrieModel(hasher, version == StateVersion.V1).root(new TreeMap<>(entries));
    assertArrayEquals(expected, root(entries, order, hasher, version));
  }

  @Test
  void theRootOfNothingIsKnown() throws ScaleException {
    assertEquals("03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314",
        HEX.formatHex(root(Map.of(), List.of(), TrieHasher.BLAKE2_256, StateVersion.V0)));
  }

  @Test
  void ofEntriesWithTheSameKeyTheLastCounts() throws ScaleException {
    byte[] twice = {3 << 2, 4, 1, 4, 7, 4, 2, 4, 8, 4, 1, 4, 9};
    byte[] once = {2 << 2, 4, 1, 4, 9, 4, 2, 4, 8};
    assertArrayEquals(keyedRoot(once), keyedRoot(twice));
  }

  private static byte[] keyedRoot(byte[] data) throws ScaleException {
    return TrieRoot.of(TrieEntries.keyed(data, 0, data.length), TrieHasher.BLAKE2_256, StateVersion.V1);
  }

  @Property(tries = 60)
  void keysOfOrderedValuesAreTheirCompactIndices(
      @ForAll @IntRange(max = 300) int count, @ForAll StateVersion version) throws ScaleException {
    TreeMap<String, byte[]> entries = new TreeMap<>();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    TrieModel.compact(data, count);
    for (int i = 0; i < count; i++) {
      ByteArrayOutputStream key = new ByteArrayOutputStream();
      TrieModel.compact(key, i);
      byte[] value = new byte[i % 50];
      entries.put(HEX.formatHex(key.toByteArray()), value);
      TrieModel.sized(data, value);
    }
    TrieEntries ordered = TrieEntries.ordered(data.toByteArray(), 0, data.size());
    assertArrayEquals(new TrieModel(TrieHasher.KECCAK_256, version == StateVersion.V1).root(entries),
        TrieRoot.of(ordered, TrieHasher.KECCAK_256, version));
  }

  @Test
  void keysThatGoOnAndOnNeedNoStack() throws ScaleException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int count = 4_000;
    TrieModel.compact(data, count);
    for (int i = 0; i < count; i++) {
      TrieModel.sized(data, new byte[i]);
      TrieModel.sized(data, new byte[1]);
    }
    assertEquals(32, keyedRoot(data.toByteArray()).length);
  }

  @Test
  void listsThatEndEarlyAreErrors() {
    for (String hex : List.of("", "04", "0408aa", "fe", "ffffffffff", "03ffffffff", "0501", "080400")) {
      byte[] data = HEX.parseHex(hex);
      assertThrows(ScaleException.class, () -> TrieEntries.keyed(data, 0, data.length), hex);
      assertThrows(ScaleException.class, () -> TrieEntries.ordered(data, 0, data.length), hex);
      assertThrows(ScaleException.class, () -> TrieProof.decode(data, 0, data.length), hex);
    }
    byte[] keyOnly = {1 << 2, 1 << 2, 0};
    assertThrows(ScaleException.class, () -> TrieEntries.keyed(keyOnly, 0, keyOnly.length));
  }

  /** A proof, a key and a value in one array, as they are in the memory of validation code. */
  private static boolean proves(List<byte[]> nodes, String key, byte[] value, byte[] root, TrieHasher hasher,
      StateVersion version) throws ScaleException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrieModel.compact(out, nodes.size());
    nodes.forEach(node -> TrieModel.sized(out, node));
    int keyAt = out.size();
    byte[] keyBytes = HEX.parseHex(key);
    out.writeBytes(keyBytes);
    out.writeBytes(value);
    TrieProof.Entry entry = new TrieProof.Entry(keyAt, keyBytes.length, keyAt + keyBytes.length, value.length);
    return TrieProof.decode(out.toByteArray(), 0, keyAt).proves(entry, root, hasher, version);
  }

  @Property(tries = 300)
  void whatIsInIsProvedAndNothingElse(@ForAll("entries") Map<String, byte[]> entries, @ForAll TrieHasher hasher,
      @ForAll StateVersion version, @ForAll Random random) throws ScaleException {
    TrieModel model = new TrieModel(hasher, version == StateVersion.V1);
    TreeMap<String, byte[]> sorted = new TreeMap<>(entries);
    byte[] root = model.root(sorted);
    for (Map.Entry<String, byte[]> entry : sorted.entrySet()) {
      String key = entry.getKey();
      byte[] value = entry.getValue();
      List<byte[]> proof = model.proof(sorted, key);
      assertTrue(proves(proof, key, value, root, hasher, version));
      assertFalse(proves(proof, key, Arrays.copyOf(value, value.length + 1), root, hasher, version));
      assertFalse(proves(proof, key + "00", value, root, hasher, version));
      assertFalse(proves(proof.subList(0, proof.size() - 1), key, value, root, hasher, version));
      List<byte[]> more = new ArrayList<>(proof);
      more.add(proof.get(0));
      assertFalse(proves(more, key, value, root, hasher, version));
      byte[] otherRoot = root.clone();
      otherRoot[random.nextInt(root.length)] ^= 1;
      assertFalse(proves(proof, key, value, otherRoot, hasher, version));
    }
  }

  @Property(tries = 300)
  void anAlteredProofProvesNothing(@ForAll("entries") Map<String, byte[]> entries, @ForAll StateVersion version,
      @ForAll Random random) throws ScaleException {
    TreeMap<String, byte[]> sorted = new TreeMap<>(entries);
    TrieModel model = new TrieModel(TrieHasher.BLAKE2_256, version == StateVersion.V1);
    for (String key : sorted.keySet()) {
      List<byte[]> proof = model.proof(sorted, key);
      byte[] node = proof.get(random.nextInt(proof.size()));
      node[random.nextInt(node.length)] ^= (byte) (1 << random.nextInt(8));
      assertFalse(proves(proof, key, sorted.get(key), model.root(sorted), TrieHasher.BLAKE2_256, version));
    }
  }

  @Property(tries = 2_000)
  void noNodeBreaksTheDecoder(@ForAll byte[] node, @ForAll byte[] second) throws ScaleException {
    assertFalse(proves(List.of(node, second), "0102", new byte[40], new byte[32], TrieHasher.KECCAK_256,
        StateVersion.V1));
  }
}

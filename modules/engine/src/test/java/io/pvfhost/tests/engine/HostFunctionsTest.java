package io.pvfhost.tests.engine;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HeapAllocator;
import io.pvfhost.engine.impl.host.HostFunction;
import io.pvfhost.engine.impl.host.HostFunctions;
import io.pvfhost.engine.impl.host.HostTrap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HostFunctionsTest {

  private static final int PAGES = 4;
  private static final int HEAP_BASE = 100_000;
  private static final String VERIFY = "ext_crypto_sr25519_verify_version_2";

  /** Spec 6.6 in short: name and version, parameters and result; i for i32, l for i64. */
  private static final Map<String, String> TABLE = """
      misc_print_num_1 l:
      misc_print_utf8_1 l:
      misc_print_hex_1 l:
      misc_runtime_version_1 l:l
      allocator_malloc_1 i:i
      allocator_free_1 i:
      logging_log_1 ill:
      logging_max_level_1 :i
      hashing_keccak_256_1 l:i
      hashing_keccak_512_1 l:i
      hashing_sha2_256_1 l:i
      hashing_blake2_128_1 l:i
      hashing_blake2_256_1 l:i
      hashing_twox_64_1 l:i
      hashing_twox_128_1 l:i
      hashing_twox_256_1 l:i
      trie_blake2_256_root_1 l:i
      trie_blake2_256_root_2 li:i
      trie_blake2_256_ordered_root_1 l:i
      trie_blake2_256_ordered_root_2 li:i
      trie_blake2_256_verify_proof_1 illl:i
      trie_blake2_256_verify_proof_2 illli:i
      trie_keccak_256_root_1 l:i
      trie_keccak_256_root_2 li:i
      trie_keccak_256_ordered_root_1 l:i
      trie_keccak_256_ordered_root_2 li:i
      trie_keccak_256_verify_proof_1 illl:i
      trie_keccak_256_verify_proof_2 illli:i
      crypto_ed25519_verify_1 ili:i
      crypto_sr25519_verify_1 ili:i
      crypto_sr25519_verify_2 ili:i
      crypto_ecdsa_verify_1 ili:i
      crypto_ecdsa_verify_2 ili:i
      crypto_ecdsa_verify_prehashed_1 iii:i
      crypto_secp256k1_ecdsa_recover_1 ii:l
      crypto_secp256k1_ecdsa_recover_2 ii:l
      crypto_secp256k1_ecdsa_recover_compressed_1 ii:l
      crypto_secp256k1_ecdsa_recover_compressed_2 ii:l
      crypto_sr25519_batch_verify_1 ili:i
      crypto_ecdsa_batch_verify_1 ili:i
      crypto_ed25519_batch_verify_1 ili:i
      crypto_start_batch_verify_1 :
      crypto_finish_batch_verify_1 :i
      crypto_ed25519_public_keys_1 i:l
      crypto_sr25519_public_keys_1 i:l
      crypto_ecdsa_public_keys_1 i:l
      crypto_ed25519_generate_1 il:i
      crypto_sr25519_generate_1 il:i
      crypto_ecdsa_generate_1 il:i
      crypto_ed25519_sign_1 iil:l
      crypto_sr25519_sign_1 iil:l
      crypto_ecdsa_sign_1 iil:l
      crypto_ecdsa_sign_prehashed_1 iii:l
      """.lines().map(line -> line.split(" "))
      .collect(Collectors.toMap(HostFunctionsTest::importName, parts -> parts[1], (a, b) -> b, TreeMap::new));

  private final TestMemory memory = new TestMemory(PAGES, 100);
  private final Guest guest = open(memory);

  private static String importName(String[] parts) {
    int version = parts[0].lastIndexOf('_');
    return "ext_" + parts[0].substring(0, version) + "_version" + parts[0].substring(version);
  }

  private static Guest open(TestMemory memory) {
    Guest guest = new Guest();
    guest.open(memory, new HeapAllocator(memory, HEAP_BASE));
    return guest;
  }

  private static HostFunction function(String name) {
    return HostFunctions.find(name, RuleSet.DEFAULT).orElseThrow();
  }

  private long call(String name, long... args) {
    return function(name).body().call(guest, args);
  }

  private static long span(int address, int length) {
    return address | (long) length << 32;
  }

  @ParameterizedTest
  @EnumSource
  void everyFunctionOfTheTableHasItsType(RuleSet rules) {
    TABLE.forEach((name, type) -> {
      HostFunction function = HostFunctions.find(name, rules).orElseThrow(() -> new AssertionError(name));
      String params = letters(function.type().params().toString());
      assertEquals(type, params + ":" + letters(function.type().results().toString()), name);
      assertEquals(name, function.name());
    });
  }

  private static String letters(String types) {
    return types.toLowerCase(Locale.ROOT).replace("i32", "i").replace("i64", "l").replaceAll("[^il]", "");
  }

  @ParameterizedTest
  @EnumSource
  void otherNamesAreUnknown(RuleSet rules) {
    for (String name : TABLE.keySet()) {
      String stem = name.substring(0, name.length() - 1);
      for (String other : new String[] {stem, stem + "3", stem + "0", name + "0", name.substring(4), "env." + name}) {
        assertTrue(HostFunctions.find(other, rules).isEmpty(), other);
      }
    }
    for (String other : new String[] {"", "ext_", "ext_storage_get_version_1", "ext_trie_blake2_256_", "ext_crypto_"}) {
      assertTrue(HostFunctions.find(other, rules).isEmpty(), other);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(TABLE.keySet());
  }

  /** Words that make spans and addresses at and around the ends of memory, and any others. */
  @Provide
  Arbitrary<long[]> words() {
    Arbitrary<Long> halves = Arbitraries.oneOf(
        Arbitraries.of(0L, 1L, 7L, 32L, 64L, 65L, PAGES * 65_536L - 32, PAGES * 65_536L - 1, PAGES * 65_536L,
            0x7fffffffL, 0x80000000L, 0xffffffffL),
        Arbitraries.longs().between(0, PAGES * 65_536L + 10));
    return halves.flatMap(low -> halves.map(high -> low | high << 32)).array(long[].class).ofSize(5);
  }

  @Property(tries = 10_000)
  void noArgumentsBreakAFunction(@ForAll("names") String name, @ForAll("words") long[] words,
      @ForAll @Size(max = 200) byte[] content, @ForAll RuleSet rules) {
    TestMemory itsMemory = new TestMemory(PAGES, PAGES + 2);
    itsMemory.write(0, content);
    itsMemory.write(PAGES * 65_536 - content.length, content);
    HostFunction function = HostFunctions.find(name, rules).orElseThrow();
    long[] args = Arrays.copyOf(words, function.type().params().size());
    try {
      function.body().call(open(itsMemory), args);
    } catch (HostTrap e) {
      assertTrue(e.getMessage() != null, "a trap says why");
    }
  }

  @Property(tries = 2_000)
  void functionsThatNeedMemoryTrapBeforeThereIsOne(@ForAll("names") String name, @ForAll("words") long[] words) {
    HostFunction function = function(name);
    long[] args = Arrays.copyOf(words, function.type().params().size());
    if (args.length == 0 || name.equals("ext_misc_print_num_version_1")) {
      return;
    }
    assertThrows(HostTrap.class, () -> function.body().call(new Guest(), args), name);
  }

  @Test
  void theUpperHalfOfAnI32MeansNothing() {
    memory.write(64, new byte[] {1 << 2, 1 << 2, 5, 0});
    long span = span(64, 4);
    String name = "ext_trie_blake2_256_root_version_2";
    assertArrayEquals(memory.read((int) call(name, span, 1), 32),
        memory.read((int) call(name, span, 0xdeadbeef_00000101L), 32));
  }

  @ParameterizedTest
  @EnumSource
  void stateVersion2IsRefusedByTheOldestRulesOnly(RuleSet rules) {
    HostFunction.Body root = HostFunctions.find("ext_trie_keccak_256_ordered_root_version_2", rules)
        .orElseThrow().body();
    long[] two = {span(0, 1), 2};
    if (rules == RuleSet.RULES_2409) {
      assertThrows(HostTrap.class, () -> root.call(guest, two));
    } else {
      assertArrayEquals(memory.read((int) root.call(guest, new long[] {span(0, 1), 1}), 32),
          memory.read((int) root.call(guest, two), 32));
    }
    assertThrows(HostTrap.class, () -> root.call(guest, new long[] {span(0, 1), 3}));
  }

  @Test
  void digestsAreOfTheBytesInMemory() {
    memory.write(1_000, "abc".getBytes(StandardCharsets.US_ASCII));
    int address = (int) call("ext_hashing_blake2_256_version_1", span(1_000, 3));
    assertEquals("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
        HexFormat.of().formatHex(memory.read(address, 32)));
    address = (int) call("ext_hashing_keccak_256_version_1", span(1_000, 3));
    assertEquals("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
        HexFormat.of().formatHex(memory.read(address, 32)));
  }

  @Test
  void logsAreCheckedAndDropped() {
    byte[] text = "ß€𝄞 and so on".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    memory.write(8, text);
    call("ext_logging_log_version_1", 0xffffff04L, span(8, text.length), span(8, 1));
    for (int i = 0; i < 50_000; i++) {
      call("ext_logging_log_version_1", 0, span(8, 2), span(8, text.length));
    }
    assertEquals(PAGES, memory.pages());
    assertThrows(HostTrap.class, () -> call("ext_logging_log_version_1", 5, span(8, 2), span(8, 2)));
    // Half of a letter is no text.
    assertThrows(HostTrap.class, () -> call("ext_logging_log_version_1", 0, span(8, 1), span(8, 2)));
    assertThrows(HostTrap.class, () -> call("ext_logging_log_version_1", 0, span(8, 2), span(-8, 9)));
  }

  @Test
  void aBatchIsTheConjunctionOfItsSignatures() {
    assertThrows(HostTrap.class, () -> call("ext_crypto_finish_batch_verify_version_1"));
    call("ext_crypto_start_batch_verify_version_1");
    assertThrows(HostTrap.class, () -> call("ext_crypto_start_batch_verify_version_1"));
    assertEquals(1, call("ext_crypto_finish_batch_verify_version_1"));
    assertEquals(0, call("ext_crypto_sr25519_batch_verify_version_1", 0, 0, 0));
    call("ext_crypto_start_batch_verify_version_1");
    assertEquals(1, call("ext_crypto_finish_batch_verify_version_1"), "what was before the batch does not count");
    call("ext_crypto_start_batch_verify_version_1");
    assertEquals(0, call("ext_crypto_ecdsa_batch_verify_version_1", 0, 0, 0));
    assertEquals(0, call("ext_crypto_finish_batch_verify_version_1"));
    assertThrows(HostTrap.class, () -> call("ext_crypto_ed25519_batch_verify_version_1", 0, 0, 0));
  }

  @Test
  void verificationLeavesTheHeapAlone() {
    byte[] before = memory.array().clone();
    call(VERIFY, 0, span(0, 200_000), 64);
    assertArrayEquals(before, memory.array());
    assertEquals(PAGES, memory.pages());
  }
}

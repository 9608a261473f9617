package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.trie.StateVersion;
import io.pvfhost.engine.impl.trie.TrieEntries;
import io.pvfhost.engine.impl.trie.TrieHasher;
import io.pvfhost.engine.impl.trie.TrieProof;
import io.pvfhost.engine.impl.trie.TrieRoot;
import io.pvfhost.scale.ScaleException;

import java.util.Optional;

/** The group trie. Version 1 of a function has state version 0, version 2 is told one. */
final class TrieFunctions {

  private static final String BLAKE2 = "ext_trie_blake2_256_";
  private static final String KECCAK = "ext_trie_keccak_256_";

  private final TrieHasher hasher;
  private final RuleSet rules;

  private TrieFunctions(TrieHasher hasher, RuleSet rules) {
    this.hasher = hasher;
    this.rules = rules;
  }

  private interface EntriesReader {
    TrieEntries read(byte[] data, int offset, int length) throws ScaleException;
  }

  static Optional<HostFunction> find(String name, RuleSet rules) {
    if (name.startsWith(BLAKE2)) {
      return new TrieFunctions(TrieHasher.BLAKE2_256, rules).named(name, name.substring(BLAKE2.length()));
    }
    if (name.startsWith(KECCAK)) {
      return new TrieFunctions(TrieHasher.KECCAK_256, rules).named(name, name.substring(KECCAK.length()));
    }
    return Optional.empty();
  }

  private Optional<HostFunction> named(String name, String rest) {
    return switch (rest) {
      case "root_version_1" -> HostFunction.known(name, Signatures.SPAN_TO_POINTER,
          (guest, args) -> root(guest, args[0], TrieEntries::keyed, StateVersion.V0));
      case "root_version_2" -> HostFunction.known(name, Signatures.SPAN_I32_TO_POINTER,
          (guest, args) -> root(guest, args[0], TrieEntries::keyed, version(args[1])));
      case "ordered_root_version_1" -> HostFunction.known(name, Signatures.SPAN_TO_POINTER,
          (guest, args) -> root(guest, args[0], TrieEntries::ordered, StateVersion.V0));
      case "ordered_root_version_2" -> HostFunction.known(name, Signatures.SPAN_I32_TO_POINTER,
          (guest, args) -> root(guest, args[0], TrieEntries::ordered, version(args[1])));
      case "verify_proof_version_1" -> HostFunction.known(name, Signatures.PROOF_TO_I32,
          (guest, args) -> verify(guest, args, StateVersion.V0));
      case "verify_proof_version_2" -> HostFunction.known(name, Signatures.PROOF_I32_TO_I32,
          (guest, args) -> verify(guest, args, version(args[4])));
      default -> Optional.empty();
    };
  }

  private long root(Guest guest, long span, EntriesReader reader, StateVersion version) {
    guest.checkSpan(span);
    try {
      TrieEntries entries = reader.read(guest.bytes(), Guest.address(span), Guest.length(span));
      return guest.store(TrieRoot.of(entries, hasher, version));
    } catch (ScaleException e) {
      throw undecodable("entries", e);
    }
  }

  private long verify(Guest guest, long[] args, StateVersion version) {
    byte[] root = guest.read((int) args[0], TrieHasher.BYTES);
    long proof = args[1];
    long key = args[2];
    long value = args[3];
    guest.checkSpan(proof);
    guest.checkSpan(key);
    guest.checkSpan(value);
    TrieProof.Entry entry = new TrieProof.Entry(
        Guest.address(key), Guest.length(key), Guest.address(value), Guest.length(value));
    try {
      return TrieProof.decode(guest.bytes(), Guest.address(proof), Guest.length(proof))
          .proves(entry, root, hasher, version) ? 1 : 0;
    } catch (ScaleException e) {
      throw undecodable("proof", e);
    }
  }

  private StateVersion version(long argument) {
    int number = (int) argument & 0xff;
    return switch (number) {
      case 0 -> StateVersion.V0;
      case 1 -> StateVersion.V1;
      case 2 -> {
        if (rules.refusesStateVersion2()) {
          throw unknownVersion(number);
        }
        yield StateVersion.V1;
      }
      default -> throw unknownVersion(number);
    };
  }

  private static HostTrap unknownVersion(int number) {
    return new HostTrap("Invalid enum discriminant: " + number + ": could not marshal the 'version' argument");
  }

  private static HostTrap undecodable(String what, ScaleException e) {
    return new HostTrap("could not SCALE-decode the " + what + " when marshalling hostcall's arguments: "
        + e.getMessage());
  }
}

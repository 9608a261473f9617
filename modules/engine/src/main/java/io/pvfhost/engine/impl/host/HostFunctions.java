package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.ValueType;
import io.pvfhost.scale.Digests;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.pvfhost.engine.impl.wasm.ValueType.I32;
import static io.pvfhost.engine.impl.wasm.ValueType.I64;

/**
 * The host functions by name (spec 6.6): groups misc, allocator, logging and hashing. What is logged is dropped: a
 * candidate must not fill the disk of its judge.
 */
public final class HostFunctions {

  /** The log level told to the code: 1, errors only, what the judge's workers say without configuration. */
  private static final long MAX_LOG_LEVEL = 1;

  private static final int LOG_LEVELS = 5;

  private static final List<ValueType> SPAN = List.of(I64);

  private static final Map<String, HostFunction> ALL = new HashMap<>();

  static {
    misc();
    allocator();
    logging();
    hashing();
  }

  private HostFunctions() {}

  /** Returns the function an import of module {@code env} stands for, or one that traps if there is none. */
  public static HostFunction named(String name, FunctionType importedAs) {
    HostFunction known = ALL.get(name);
    return known == null ? HostFunction.missing(name, importedAs) : known;
  }

  private static void misc() {
    add("misc_print_num", List.of(I64), List.of(), (guest, args) -> 0);
    HostFunction.Body print = (guest, args) -> {
      guest.checkSpan(args[0]);
      return 0;
    };
    add("misc_print_utf8", SPAN, List.of(), print);
    add("misc_print_hex", SPAN, List.of(), print);
    add("misc_runtime_version", SPAN, List.of(I64),
        (guest, args) -> guest.storeSpan(RuntimeVersion.ofCode(guest.read(args[0]))));
  }

  private static void allocator() {
    add("allocator_malloc", List.of(I32), List.of(I32), (guest, args) -> guest.allocate((int) args[0]));
    add("allocator_free", List.of(I32), List.of(), (guest, args) -> {
      guest.free((int) args[0]);
      return 0;
    });
  }

  private static void logging() {
    add("logging_log", List.of(I32, I64, I64), List.of(), (guest, args) -> {
      if ((args[0] & 0xff) >= LOG_LEVELS) {
        throw new HostTrap("failed to convert 'u8' into a log level when marshalling hostcall's arguments");
      }
      guest.checkUtf8(args[1]);
      guest.checkSpan(args[2]);
      return 0;
    });
    add("logging_max_level", List.of(), List.of(I32), (guest, args) -> MAX_LOG_LEVEL);
  }

  private static void hashing() {
    digest("keccak_256", Digests::keccak256);
    digest("keccak_512", Digests::keccak512);
    digest("sha2_256", Digests::sha2_256);
    digest("blake2_128", Digests::blake2b128);
    digest("blake2_256", Digests::blake2b256);
    digest("twox_64", Digests::twox64);
    digest("twox_128", Digests::twox128);
    digest("twox_256", Digests::twox256);
  }

  private interface Digest {
    byte[] of(byte[] data, int offset, int length);
  }

  private static void digest(String name, Digest digest) {
    add("hashing_" + name, SPAN, List.of(I32), (guest, args) -> {
      guest.checkSpan(args[0]);
      return guest.store(digest.of(guest.bytes(), Guest.address(args[0]), Guest.length(args[0])));
    });
  }

  private static void add(String name, List<ValueType> params, List<ValueType> results, HostFunction.Body body) {
    String fullName = "ext_" + name + "_version_1";
    ALL.put(fullName, new HostFunction(fullName, new FunctionType(params, results), body));
  }
}

package io.pvfhost.engine.impl.host;

import java.util.Optional;

/**
 * The groups misc, allocator and logging. What is logged or printed is checked and dropped: a candidate must not fill
 * the disk of its judge.
 */
final class MiscFunctions {

  /** The log level told to the code: 1, errors only, what the judge's workers say without configuration. */
  private static final long MAX_LOG_LEVEL = 1;

  private static final int LOG_LEVELS = 5;

  private MiscFunctions() {}

  static Optional<HostFunction> find(String name) {
    return switch (name) {
      case "ext_misc_print_num_version_1" ->
          HostFunction.known(name, Signatures.I64_TO_NOTHING, (guest, args) -> 0);
      case "ext_misc_print_utf8_version_1", "ext_misc_print_hex_version_1" ->
          HostFunction.known(name, Signatures.SPAN_TO_NOTHING, (guest, args) -> print(guest, args[0]));
      case "ext_misc_runtime_version_version_1" ->
          HostFunction.known(name, Signatures.SPAN_TO_SPAN,
              (guest, args) -> guest.storeSpan(RuntimeVersion.ofCode(guest.read(args[0]))));
      case "ext_allocator_malloc_version_1" ->
          HostFunction.known(name, Signatures.I32_TO_POINTER, (guest, args) -> guest.allocate((int) args[0]));
      case "ext_allocator_free_version_1" ->
          HostFunction.known(name, Signatures.POINTER_TO_NOTHING, (guest, args) -> free(guest, args[0]));
      case "ext_logging_log_version_1" ->
          HostFunction.known(name, Signatures.I32_SPAN_SPAN_TO_NOTHING, MiscFunctions::log);
      case "ext_logging_max_level_version_1" ->
          HostFunction.known(name, Signatures.NOTHING_TO_I32, (guest, args) -> MAX_LOG_LEVEL);
      default -> Optional.empty();
    };
  }

  private static long print(Guest guest, long text) {
    guest.checkSpan(text);
    return 0;
  }

  private static long free(Guest guest, long address) {
    guest.free((int) address);
    return 0;
  }

  private static long log(Guest guest, long[] args) {
    if ((args[0] & 0xff) >= LOG_LEVELS) {
      throw new HostTrap("failed to convert 'u8' into a log level when marshalling hostcall's arguments");
    }
    guest.checkUtf8(args[1]);
    guest.checkSpan(args[2]);
    return 0;
  }
}

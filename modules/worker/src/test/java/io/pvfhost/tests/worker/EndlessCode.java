package io.pvfhost.tests.worker;

import io.pvfhost.scale.Bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Modules that never end, each in another way. Function 0 is the host's logging, 1 a helper, 2 validate_block. */
enum EndlessCode {

  /** A loop with nothing in it, which a JIT compiler may take for anything. */
  EMPTY_LOOP(bytes(), bytes(0x03, 0x40, 0x0c, 0, 0x0b), false),

  /** Instantiation never ends. */
  START_FUNCTION(bytes(0x03, 0x40, 0x0c, 0, 0x0b), bytes(), true),

  /** A loop in a function that is cut into several methods. */
  LOOP_OVER_40_KB(bytes(), loop(repeated(10_000, bytes(0x41, 7, 0x1a, 0x01))), false),

  /** Calls that return, for ever. */
  CALLS(bytes(0x01), loop(bytes(0x10, 1)), false),

  /** Calls through the table. */
  INDIRECT_CALLS(bytes(0x01), loop(bytes(0x41, 0, 0x11, 1, 0)), false),

  /** Lines of 64 KiB to the log of the host. */
  LOG_FLOOD(bytes(), loop(bytes(0x41, 1, 0x42, 0, 0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0xc0, 0x00, 0x10, 0)),
      false),

  /** Growth of the memory far beyond what is refused. */
  MEMORY_GROWTH(bytes(), loop(bytes(0x41, 1, 0x40, 0, 0x1a)), false),

  /** Recursion that never gets deep: the helper returns and is called again by a jump table. */
  JUMP_TABLE(bytes(), bytes(0x03, 0x40, 0x02, 0x40, 0x41, 1, 0x0e, 1, 0, 1, 0x0b, 0x0c, 0, 0x0b), false);

  @SuppressWarnings("ImmutableEnumChecker") // Bytes are never changed
  private final Bytes code;

  EndlessCode(byte[] helper, byte[] entry, boolean start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(0, 'a', 's', 'm', 1, 0, 0, 0));
    section(out, 1, bytes(3, 0x60, 2, 0x7f, 0x7f, 1, 0x7e, 0x60, 0, 0, 0x60, 3, 0x7f, 0x7e, 0x7e, 0));
    section(out, 2, joined(bytes(1), name("env"), name("ext_logging_log_version_1"), bytes(0, 2)));
    section(out, 3, bytes(2, 1, 0));
    section(out, 4, bytes(1, 0x70, 0, 1));
    section(out, 5, bytes(1, 0, 2));
    section(out, 6, bytes(1, 0x7f, 0, 0x41, 0x80, 0x80, 4, 0x0b));
    section(out, 7, joined(bytes(3), name("memory"), bytes(2, 0), name("__heap_base"), bytes(3, 0),
        name("validate_block"), bytes(0, 2)));
    if (start) {
      section(out, 8, bytes(1));
    }
    section(out, 9, bytes(1, 0, 0x41, 0, 0x0b, 1, 1));
    section(out, 10, joined(bytes(2), body(helper), body(joined(entry, bytes(0x42, 0)))));
    this.code = Bytes.wrap(out.toByteArray());
  }

  Bytes code() {
    return code;
  }

  private static byte[] loop(byte[] body) {
    return joined(bytes(0x03, 0x40), body, bytes(0x0c, 0, 0x0b));
  }

  private static byte[] body(byte[] code) {
    byte[] content = joined(bytes(0), code, bytes(0x0b));
    return joined(unsigned(content.length), content);
  }

  private static void section(ByteArrayOutputStream out, int id, byte[] content) {
    out.write(id);
    out.writeBytes(unsigned(content.length));
    out.writeBytes(content);
  }

  private static byte[] name(String name) {
    return joined(unsigned(name.length()), name.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] unsigned(int value) {
    return bytes((value & 0x7f) | 0x80, ((value >> 7) & 0x7f) | 0x80, value >> 14);
  }

  private static byte[] repeated(int times, byte[] part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}

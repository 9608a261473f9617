package io.pvfhost.benchmarks.kernels;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleWriter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Validation code that is one very long function: straight code over local variables and memory in one loop, as often
 * as the block asks. Nobody writes such code but to annoy a compiler.
 *
 * <pre>
 * block  u32 rounds
 * head   u64, all variables combined
 * </pre>
 */
public final class LongFunction {

  private static final int VARIABLES = 24;
  /** Behind the two parameters and the counter. */
  private static final int FIRST_VARIABLE = 3;
  private static final int COUNTER = 2;
  /** Room for a ValidationResult with a head of 8 bytes, and nothing else in it. */
  private static final int RESULT = 16;
  private static final int RESULT_BYTES = 1 + 8 + 3 + 4 + 4;
  private static final int DATA = 1024;
  private static final int DATA_MASK = 0x7ff8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Random random = new Random(1);

  private LongFunction() {
  }

  /** The block that asks for so many rounds. */
  public static Bytes block(int rounds) {
    return new ScaleWriter().u32(rounds).toBytes();
  }

  /** A module with a function of about so many bytes. */
  public static Bytes module(int bytes) {
    byte[] body = new LongFunction().body(bytes);
    LongFunction module = new LongFunction();
    module.bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
    module.section(1, new LongFunction().bytes(1, 0x60, 2, 0x7f, 0x7f, 1, 0x7e));
    module.section(3, new LongFunction().bytes(1, 0));
    module.section(5, new LongFunction().bytes(1, 0, 1));
    module.section(6, new LongFunction().bytes(1, 0x7f, 0, 0x41).signed(1 << 15).bytes(0x0b)); // __heap_base
    module.section(7, new LongFunction().bytes(3).name("memory").bytes(2, 0).name("__heap_base").bytes(3, 0)
        .name("validate_block").bytes(0, 0));
    module.section(10, new LongFunction().bytes(1).unsigned(body.length).raw(body));
    module.section(11, new LongFunction().bytes(1, 0, 0x41).signed(RESULT).bytes(0x0b, 1, 8 << 2));
    return Bytes.wrap(module.out.toByteArray());
  }

  private byte[] body(int bytes) {
    bytes(2, 1, 0x7f, VARIABLES, 0x7e);
    // ValidationParams: an empty head and a block of four bytes have one byte of length each.
    bytes(0x20, 0, 0x28, 2, 2, 0x21, COUNTER); // counter = rounds
    for (int i = 0; i < VARIABLES; i++) {
      bytes(0x42).signed(random.nextLong()).bytes(0x21, FIRST_VARIABLE + i);
    }
    bytes(0x03, 0x40); // loop
    while (out.size() < bytes) {
      statement();
    }
    bytes(0x20, COUNTER, 0x41, 1, 0x6b, 0x22, COUNTER, 0x0d, 0, 0x0b); // again while --counter != 0
    bytes(0x41, RESULT, 0x20, FIRST_VARIABLE);
    for (int i = 1; i < VARIABLES; i++) {
      bytes(0x20, FIRST_VARIABLE + i, 0x85); // xor
    }
    bytes(0x37, 0, 1); // i64.store offset=1
    return bytes(0x42).signed((long) RESULT_BYTES << Integer.SIZE | RESULT).bytes(0x0b).out.toByteArray();
  }

  /** One of six kinds of statement that take variables and set one. */
  private void statement() {
    int a = variable();
    int b = variable();
    int to = variable();
    switch (random.nextInt(6)) {
      case 0 -> bytes(0x20, a, 0x20, b, 0x7c, 0x21, to); // add
      case 1 -> bytes(0x20, a, 0x20, b, 0x85, 0x42, 1 + random.nextInt(63), 0x89, 0x21, to); // xor, rotl
      case 2 -> bytes(0x20, a, 0x42).signed(random.nextInt()).bytes(0x7e, 0x20, b, 0x7c, 0x21, to); // mul, add
      case 3 -> place(a).bytes(0x29, 0).unsigned(DATA).bytes(0x20, b, 0x85, 0x21, to); // load, xor
      case 4 -> place(a).bytes(0x20, b, 0x37, 0).unsigned(DATA); // store
      default -> bytes(0x20, a, 0x20, b, 0x54, 0x04, 0x40, 0x20, to, 0x42, 3, 0x7c, 0x21, to, 0x0b); // if less
    }
  }

  private int variable() {
    return FIRST_VARIABLE + random.nextInt(VARIABLES);
  }

  /** An address made from a variable. */
  private LongFunction place(int variable) {
    return bytes(0x20, variable, 0xa7, 0x41).signed(DATA_MASK).bytes(0x71);
  }

  private void section(int id, LongFunction contents) {
    bytes(id).unsigned(contents.out.size()).raw(contents.out.toByteArray());
  }

  private LongFunction name(String name) {
    return bytes(name.length()).raw(name.getBytes(StandardCharsets.US_ASCII));
  }

  private LongFunction bytes(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  private LongFunction raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private LongFunction unsigned(int value) {
    int left = value;
    for (; left >= 0x80; left >>>= 7) {
      out.write(left | 0x80);
    }
    out.write(left);
    return this;
  }

  private LongFunction signed(long value) {
    long left = value;
    for (; left < -0x40 || left >= 0x40; left >>= 7) {
      out.write((int) left | 0x80);
    }
    out.write((int) left & 0x7f);
    return this;
  }
}

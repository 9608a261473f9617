package io.pvfhost.tests.engine.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the model of stack metering needs of a module that is known to be well-formed. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WasmFile(List<FunctionType> types, List<Integer> functionTypes, int importedFunctions, List<Body> bodies) {

  /** Counts of a function type. */
  record FunctionType(int params, int results) {}

  /** Declared locals, and instructions with the final {@code end}. */
  record Body(long locals, List<Instruction> code) {}

  /** An opcode and its immediates; the targets of a {@code br_table}, the default last. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Instruction(int opcode, long... immediates) {}

  static WasmFile read(byte[] wasm) {
    Map<Integer, In> sections = new HashMap<>();
    In in = new In(wasm, 8, wasm.length);
    while (!in.atEnd()) {
      int id = in.u8();
      In content = in.part((int) in.unsigned());
      sections.put(id, content);
    }
    List<FunctionType> types = new ArrayList<>();
    List<Integer> functions = new ArrayList<>();
    List<Body> bodies = new ArrayList<>();
    each(sections.get(1), section -> types.add(type(section)));
    each(sections.get(2), section -> function(section).ifPresent(functions::add));
    int imported = functions.size();
    each(sections.get(3), section -> functions.add((int) section.unsigned()));
    each(sections.get(10), section -> bodies.add(body(section.part((int) section.unsigned()))));
    return new WasmFile(types, functions, imported, bodies);
  }

  FunctionType typeOf(int function) {
    return types.get(functionTypes.get(function));
  }

  private interface Item {
    void read(In section);
  }

  private static void each(In section, Item item) {
    if (section == null) {
      return;
    }
    for (long count = section.unsigned(); count > 0; count--) {
      item.read(section);
    }
  }

  private static FunctionType type(In in) {
    in.u8();
    int params = (int) in.unsigned();
    in.part(params);
    int results = (int) in.unsigned();
    in.part(results);
    return new FunctionType(params, results);
  }

  /** Returns the type of an import if it is a function. */
  private static Optional<Integer> function(In in) {
    in.part((int) in.unsigned());
    in.part((int) in.unsigned());
    int kind = in.u8();
    if (kind == 0) {
      return Optional.of((int) in.unsigned());
    }
    if (kind == 3) {
      in.part(2);
      return Optional.empty();
    }
    if (kind == 1) {
      in.u8();
    }
    limits(in);
    return Optional.empty();
  }

  private static void limits(In in) {
    boolean maximum = in.u8() == 1;
    in.unsigned();
    if (maximum) {
      in.unsigned();
    }
  }

  private static Body body(In in) {
    long locals = 0;
    for (long groups = in.unsigned(); groups > 0; groups--) {
      locals += in.unsigned();
      in.u8();
    }
    List<Instruction> code = new ArrayList<>();
    while (!in.atEnd()) {
      code.add(instruction(in));
    }
    return new Body(locals, code);
  }

  private static Instruction instruction(In in) {
    int opcode = in.u8();
    long[] immediates = switch (opcode) {
      case 0x02, 0x03, 0x04, 0x3f, 0x40 -> new long[] {in.u8()};
      case 0x0c, 0x0d, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24 -> new long[] {in.unsigned()};
      case 0x0e -> targets(in);
      case 0x11 -> new long[] {in.unsigned(), in.u8()};
      case 0x41, 0x42 -> new long[] {in.signed()};
      case 0x43 -> skipped(in, 4);
      case 0x44 -> skipped(in, 8);
      default -> opcode >= 0x28 && opcode <= 0x3e ? new long[] {in.unsigned(), in.unsigned()} : new long[0];
    };
    return new Instruction(opcode, immediates);
  }

  private static long[] targets(In in) {
    long[] targets = new long[(int) in.unsigned() + 1];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = in.unsigned();
    }
    return targets;
  }

  private static long[] skipped(In in, int bytes) {
    in.part(bytes);
    return new long[0];
  }

  /** A range of bytes that is read from its start. */
  private static final class In {

    private final byte[] bytes;
    private final int end;
    private int at;

    In(byte[] bytes, int from, int end) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
    }

    boolean atEnd() {
      return at == end;
    }

    int u8() {
      return bytes[at++] & 0xff;
    }

    In part(int length) {
      at += length;
      return new In(bytes, at - length, at);
    }

    long unsigned() {
      long value = 0;
      for (int shift = 0;; shift += 7) {
        int next = u8();
        value |= (long) (next & 0x7f) << shift;
        if (next < 0x80) {
          return value;
        }
      }
    }

    long signed() {
      long value = 0;
      for (int shift = 7;; shift += 7) {
        int next = u8();
        value |= (long) (next & 0x7f) << (shift - 7);
        if (next < 0x80) {
          return shift < 64 && (next & 0x40) != 0 ? value | -1L << shift : value;
        }
      }
    }
  }
}

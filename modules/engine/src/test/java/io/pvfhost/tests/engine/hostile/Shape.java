package io.pvfhost.tests.engine.hostile;

import io.pvfhost.tests.engine.generate.Out;

import java.util.ArrayList;
import java.util.List;

/**
 * Assembles a module around {@code validate_block}: a memory, {@code __heap_base} 65,536, and whatever else is asked
 * for. Types 0 to 3 are {@code (i32 i32) -> i64}, {@code () -> ()}, {@code (i32) -> i32}, {@code (i32 i64 i64) -> ()}.
 */
public final class Shape {

  public static final int ENTRY = 0;
  public static final int NOTHING = 1;
  public static final int NUMBER = 2;
  public static final int LOG = 3;
  /** Returns the twelve zero bytes at address 0, which are the least valid result. */
  public static final byte[] VALID = new Out().u8(0x42).signed(12L << 32).bytes();

  private static final int HEAP_BASE = 65_536;

  private final List<byte[]> types = new ArrayList<>(List.of(
      new Out().u8(0x60, 2, 0x7f, 0x7f, 1, 0x7e).bytes(),
      new Out().u8(0x60, 0, 0).bytes(),
      new Out().u8(0x60, 1, 0x7f, 1, 0x7f).bytes(),
      new Out().u8(0x60, 3, 0x7f, 0x7e, 0x7e, 0).bytes()));
  private final List<byte[]> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private final List<byte[]> exports = new ArrayList<>();
  private final List<byte[]> elements = new ArrayList<>();
  private final List<byte[]> data = new ArrayList<>();
  private byte[] custom = new byte[0];
  private long table;
  private long pages = 2;
  private boolean memory = true;
  private boolean emptyMemorySection;
  private int start = -1;

  /** Adds a type, 4 and up. */
  public Shape type(byte[] type) {
    types.add(type);
    return this;
  }

  Shape importing(String module, String name, int type) {
    imports.add(new Out().name(module).name(name).u8(0, type).bytes());
    return this;
  }

  Shape importingGlobal() {
    imports.add(new Out().name("env").name("g").u8(3, 0x7f, 0).bytes());
    return this;
  }

  /** Adds a function without locals. */
  public Shape function(int type, byte[] code) {
    return function(type, new byte[] {0}, code);
  }

  /** Adds a function; the code is without the final end. */
  public Shape function(int type, byte[] locals, byte[] code) {
    functions.add(type);
    bodies.add(new Out().raw(locals).raw(code).u8(0x0b).bytes());
    return this;
  }

  Shape pages(long minimum) {
    this.pages = minimum;
    return this;
  }

  /** Leaves the memory out. */
  public Shape noMemory() {
    this.memory = false;
    return this;
  }

  /** Has a memory section without a memory in it. */
  Shape emptyMemorySection() {
    this.memory = false;
    this.emptyMemorySection = true;
    return this;
  }

  /** Sets the size of the table. */
  public Shape table(long minimum) {
    this.table = minimum;
    return this;
  }

  Shape element(int offset, int... members) {
    Out out = new Out().u8(0, 0x41).signed(offset).u8(0x0b).unsigned(members.length);
    for (int member : members) {
      out.unsigned(member);
    }
    elements.add(out.bytes());
    return this;
  }

  Shape data(int offset, byte[] content) {
    data.add(new Out().u8(0, 0x41).signed(offset).u8(0x0b).sized(content).bytes());
    return this;
  }

  Shape start(int function) {
    this.start = function;
    return this;
  }

  Shape export(String name, int function) {
    exports.add(new Out().name(name).u8(0).unsigned(function).bytes());
    return this;
  }

  /** Sets bytes between the header and the first section. */
  public Shape custom(byte[] sections) {
    this.custom = sections;
    return this;
  }

  /** Returns the module with this code as {@code validate_block}, the last function. */
  public byte[] build(byte[]... code) {
    Out joined = new Out();
    for (byte[] part : code) {
      joined.raw(part);
    }
    function(ENTRY, joined.bytes());
    long importedFunctions = imports.stream().filter(each -> each[each.length - 2] == 0).count();
    export("validate_block", (int) importedFunctions + functions.size() - 1);
    exports.add(new Out().name("__heap_base").u8(3, imports.size() - (int) importedFunctions).bytes());
    if (memory) {
      exports.add(new Out().name("memory").u8(2, 0).bytes());
    }
    Out module = Out.module().raw(custom);
    section(module, 1, types);
    section(module, 2, imports);
    module.section(3, new Out().vector(functions, (out, type) -> out.unsigned(type)));
    if (table > 0) {
      module.section(4, new Out().u8(1, 0x70, 0).unsigned(table));
    }
    if (memory) {
      module.section(5, new Out().u8(1, 0).unsigned(pages));
    }
    if (emptyMemorySection) {
      module.section(5, new Out().u8(0));
    }
    module.section(6, new Out().u8(1, 0x7f, 0, 0x41).signed(HEAP_BASE).u8(0x0b));
    section(module, 7, exports);
    if (start >= 0) {
      module.section(8, new Out().unsigned(start));
    }
    section(module, 9, elements);
    module.section(10, new Out().vector(bodies, Out::sized));
    section(module, 11, data);
    return module.bytes();
  }

  private static void section(Out module, int id, List<byte[]> items) {
    if (!items.isEmpty()) {
      module.section(id, new Out().vector(items, Out::raw));
    }
  }

  static byte[] code(int... bytes) {
    return new Out().u8(bytes).bytes();
  }

  static byte[] number(long value) {
    return new Out().u8(0x41).signed32(value).bytes();
  }

  static byte[] join(byte[]... parts) {
    Out out = new Out();
    for (byte[] part : parts) {
      out.raw(part);
    }
    return out.bytes();
  }

  static byte[] repeat(int times, byte[] part) {
    Out out = new Out();
    for (int i = 0; i < times; i++) {
      out.raw(part);
    }
    return out.bytes();
  }
}

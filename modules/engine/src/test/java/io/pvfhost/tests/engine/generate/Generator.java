package io.pvfhost.tests.engine.generate;

import io.pvfhost.tests.engine.generate.Program.Function;
import io.pvfhost.tests.engine.generate.Program.FunctionType;
import io.pvfhost.tests.engine.generate.Program.Global;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes one valid program out of a seed. */
final class Generator {

  private static final long[] I32_EDGES =
      {0, 1, -1, 2, 7, 31, 32, 127, 128, 255, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x80000001, 0xcafe};
  private static final long[] I64_EDGES =
      {0, 1, -1, 63, 64, 0xffffffffL, 0x100000000L, Long.MAX_VALUE, Long.MIN_VALUE, 0x8000000000000001L,
          0x43e0000000000001L, -128};
  private static final long[] F32_EDGES =
      {0, 0x80000000L, 0x3f800000L, 0xbf800000L, 0x7f800000L, 0xff800000L, 0x7fc00000L, 0xffc00000L, 0x7f800001L,
          0xffa12345L, 1, 0x007fffff, 0x7f7fffff, 0x4f000000L, 0xcf000000L, 0x4f800000L, 0x5f000000L, 0x5f800000L,
          0x3f000000L, 0x3fc00000L, 0xbf000000L, 0x4effffffL};
  private static final long[] F64_EDGES =
      {0, Long.MIN_VALUE, 0x3ff0000000000000L, 0xbff0000000000000L, 0x7ff0000000000000L, 0xfff0000000000000L,
          0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff0000000000001L, 0xfff4000012345678L, 1,
          0x000fffffffffffffL, 0x41e0000000000000L, 0xc1e0000000000000L, 0x41dfffffffe00000L, 0x41efffffffe00000L,
          0x43e0000000000000L, 0x43f0000000000000L, 0xc3e0000000000000L, 0x3fe0000000000000L, 0x7fefffffffffffffL,
          0x36a0000000000000L, 0x47efffffe0000000L, 0x47effffff0000000L};

  private final Random random;
  private final List<FunctionType> types = new ArrayList<>();
  private final List<Global> globals = new ArrayList<>();
  private int[] functionTypes;
  private int[] table;

  private final boolean dead;

  private Generator(long seed, boolean dead) {
    this.random = new Random(seed);
    this.dead = dead;
  }

  /** Returns a program of which most is reached. */
  static Program program(long seed) {
    return new Generator(seed, false).program();
  }

  /** Returns a program with much dead code, which metering counts in its own way. */
  static Program deadProgram(long seed) {
    return new Generator(seed, true).program();
  }

  /** Returns the one or the other: of odd seeds, one with much dead code. */
  static Program anyProgram(long seed) {
    return seed % 2 == 0 ? program(seed) : deadProgram(seed);
  }

  /** Returns whether something should be a jump for which there was a chance. */
  boolean jumps() {
    return dead || chance(6);
  }

  /** Returns a value worth trying. */
  static long edge(Random random, byte type) {
    if (random.nextInt(8) == 0) {
      long any = random.nextLong();
      return type == Types.I32 || type == Types.F32 ? any & 0xffffffffL : any;
    }
    return switch (type) {
      case Types.I32 -> pick(random, I32_EDGES) & 0xffffffffL;
      case Types.I64 -> pick(random, I64_EDGES);
      case Types.F32 -> pick(random, F32_EDGES);
      default -> pick(random, F64_EDGES);
    };
  }

  private static long pick(Random random, long[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Returns whether an instruction should find its operands in dead code, where nothing pushes them. */
  boolean bare() {
    return dead && chance(12);
  }

  private Program program() {
    int typeCount = 1 + random.nextInt(5);
    for (int i = 0; i < typeCount; i++) {
      types.add(new FunctionType(someTypes(chance(12) ? 40 : 5), chance(4) ? Types.NONE : someType()));
    }
    globals.add(new Global(Types.I32, true, 0));
    int globalCount = random.nextInt(10);
    for (int i = 0; i < globalCount; i++) {
      byte type = someType();
      globals.add(new Global(type, !chance(4), edge(random, type)));
    }
    functionTypes = new int[1 + random.nextInt(6)];
    for (int i = 0; i < functionTypes.length; i++) {
      functionTypes[i] = random.nextInt(typeCount);
    }
    table = new int[1 + random.nextInt(9)];
    for (int i = 0; i < table.length; i++) {
      table[i] = chance(4) ? -1 : random.nextInt(functionTypes.length);
    }
    boolean large = chance(15);
    List<Function> functions = new ArrayList<>();
    for (int type : functionTypes) {
      functions.add(function(type, large ? 1500 : 20 + random.nextInt(120)));
    }
    int pages = chance(12) ? 0 : 1 + random.nextInt(2);
    byte[] data = new byte[pages == 0 ? 0 : random.nextInt(200)];
    random.nextBytes(data);
    return new Program(types, functions, globals, table, data, pages);
  }

  private Function function(int type, int size) {
    byte[] locals = someTypes(chance(25) ? 400 : 10);
    FunctionType signature = types.get(type);
    byte[] all = new byte[signature.params().length + locals.length];
    System.arraycopy(signature.params(), 0, all, 0, signature.params().length);
    System.arraycopy(locals, 0, all, signature.params().length, locals.length);
    return new Function(type, locals, new BodyGenerator(this, random, all, signature.result(), size).body());
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  byte someType() {
    return Types.ALL[random.nextInt(4)];
  }

  private byte[] someTypes(int bound) {
    byte[] some = new byte[random.nextInt(bound)];
    for (int i = 0; i < some.length; i++) {
      some[i] = someType();
    }
    return some;
  }

  List<FunctionType> types() {
    return types;
  }

  int tableSize() {
    return table.length;
  }

  /** Returns the indices of all functions with a result. */
  List<Integer> functionsGiving(byte result) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < functionTypes.length; i++) {
      if (types.get(functionTypes[i]).result() == result) {
        found.add(i);
      }
    }
    return found;
  }

  FunctionType typeOf(int function) {
    return types.get(functionTypes[function]);
  }

  /** Returns an entry of the table that is of a type, or any entry or none if there is no such. */
  int entryOf(int type) {
    int from = random.nextInt(table.length);
    for (int i = 0; i < table.length; i++) {
      int entry = (from + i) % table.length;
      if (table[entry] >= 0 && functionTypes[table[entry]] == type) {
        return entry;
      }
    }
    return random.nextInt(table.length + 2);
  }

  /** Returns the indices of globals of a type, without the fuel. */
  List<Integer> globals(byte type, boolean mutable) {
    List<Integer> found = new ArrayList<>();
    for (int i = 1; i < globals.size(); i++) {
      if (globals.get(i).type() == type && (!mutable || globals.get(i).mutable())) {
        found.add(i);
      }
    }
    return found;
  }
}

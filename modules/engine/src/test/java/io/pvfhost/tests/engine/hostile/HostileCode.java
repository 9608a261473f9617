package io.pvfhost.tests.engine.hostile;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.tests.engine.generate.Out;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import static io.pvfhost.tests.engine.hostile.Shape.LOG;
import static io.pvfhost.tests.engine.hostile.Shape.NOTHING;
import static io.pvfhost.tests.engine.hostile.Shape.NUMBER;
import static io.pvfhost.tests.engine.hostile.Shape.VALID;
import static io.pvfhost.tests.engine.hostile.Shape.code;
import static io.pvfhost.tests.engine.hostile.Shape.join;
import static io.pvfhost.tests.engine.hostile.Shape.number;
import static io.pvfhost.tests.engine.hostile.Shape.repeat;

/** The table of hostile modules and what each must end in. */
public final class HostileCode {

  /** A module that is valid and whose candidate is. */
  private static final String OK = "Completed";
  private static final String INVALID = "InvalidCandidate";
  private static final String CONSTRUCTION = "RuntimeConstruction";
  private static final String PREPARATION = "PREPARATION";
  private static final String PREVALIDATION = "PREVALIDATION";

  private static final byte[] CALL_0 = code(0x10, 0);
  private static final byte[] DROP = code(0x1a);

  /** A module and its end by the rules of each release, 2603, 2509 and 2409. */
  public record Case(List<String> verdicts, Supplier<byte[]> module) {

    /**
     * Returns the end: that of the execution, by the name of its class, or the kind of the failed preparation.
     */
    public String verdict(RuleSet rules) {
      return verdicts.get(switch (rules) {
        case RULES_2603 -> 0;
        case RULES_2509 -> 1;
        case RULES_2409 -> 2;
      });
    }

    /** Returns whether releases differ. */
    boolean dependsOnRules() {
      return verdicts.stream().distinct().count() > 1;
    }
  }

  private final Map<String, Case> cases = new LinkedHashMap<>();

  private HostileCode() {
    recursion();
    memory();
    size();
    nesting();
    locals();
    tables();
    segments();
    results();
    hosts();
    forms();
  }

  /** Names of cases that stand for the others where all would take too long: one of each way to hurt. */
  public static final List<String> CHOSEN = List.of(
      "direct recursion", "mutual recursion", "indirect recursion", "the deepest recursion",
      "recursion of the start function", "growth page by page to the limit", "growth by all of 32 bits",
      "one byte beyond the limit", "least memory beyond the limit", "50,000 functions", "a function of 1 MB",
      "125,000 nested blocks", "a table of 65,520 jumps", "a table of 100,000 jumps",
      "1,000 functions with 50,000 locals",
      "a table of 100,000,000 entries", "20,000 data segments", "a result around the end of 4 GiB",
      "a result that promises 1 GiB", "20,000 log lines of 64 KiB", "allocation until there is no more",
      "bytes after the last section");

  /** Returns the table, by name. */
  public static Map<String, Case> all() {
    return new HostileCode().cases;
  }

  private void add(String name, String verdict, Supplier<byte[]> module) {
    add(name, List.of(verdict, verdict, verdict), module);
  }

  private void add(String name, List<String> verdicts, Supplier<byte[]> module) {
    cases.put(name, new Case(verdicts, module));
  }

  /** f(n): n == 0 ? 0 : f(n - 1), which costs 5, since the second arm starts with the result of the first. */
  private static byte[] countdown() {
    return code(0x20, 0, 0x45, 0x04, 0x7f, 0x41, 0, 0x05, 0x20, 0, 0x41, 1, 0x6b, 0x10, 0, 0x0b);
  }

  private static byte[] descending(int depth) {
    return new Shape().function(NUMBER, countdown()).build(number(depth), CALL_0, DROP, VALID);
  }

  private void recursion() {
    add("direct recursion", INVALID, () -> new Shape().function(NOTHING, CALL_0).build(CALL_0, VALID));
    add("mutual recursion", INVALID,
        () -> new Shape().function(NOTHING, code(0x10, 1)).function(NOTHING, CALL_0).build(CALL_0, VALID));
    add("indirect recursion", INVALID, () -> new Shape().table(1).element(0, 0)
        .function(NOTHING, code(0x41, 0, 0x11, NOTHING, 0)).build(CALL_0, VALID));
    add("recursion of validate_block", INVALID, () -> new Shape().build(code(0x20, 0, 0x20, 1, 0x10, 0)));
    add("recursion with 50,000 locals", INVALID, () -> new Shape()
        .function(NOTHING, new Out().u8(1).unsigned(50_000).u8(0x7e).bytes(), CALL_0).build(CALL_0, VALID));
    add("recursion in a function of 40 KB", INVALID, () -> new Shape()
        .function(NOTHING, join(repeat(10_000, code(0x41, 7, 0x1a, 0x01)), CALL_0)).build(CALL_0, VALID));
    // 65,536 is the limit; validate_block costs 3 and each of the others 5
    add("the deepest recursion", OK, () -> descending((65_536 - 3) / 5 - 1));
    add("one call deeper", INVALID, () -> descending((65_536 - 3) / 5));
    add("recursion of the start function", CONSTRUCTION,
        () -> new Shape().function(NOTHING, CALL_0).start(0).build(VALID));
  }

  private void memory() {
    byte[] untilRefused = code(0x03, 0x40, 0x41, 1, 0x40, 0, 0x41, 0x7f, 0x47, 0x0d, 0, 0x0b);
    add("growth page by page to the limit", OK, () -> new Shape().build(untilRefused, VALID));
    add("growth by all of 32 bits", OK, () -> new Shape().build(number(-1), code(0x40, 0, 0x1a), VALID));
    byte[] grow = join(number(2_078), code(0x40, 0, 0x1a));
    add("the last byte of the limit", OK, () -> new Shape()
        .build(grow, number(2_080 * 65_536 - 1), code(0x41, 1, 0x3a, 0, 0), VALID));
    add("one byte beyond the limit", INVALID, () -> new Shape()
        .build(grow, number(2_080 * 65_536), code(0x41, 1, 0x3a, 0, 0), VALID));
    add("address and offset beyond 4 GiB", INVALID, () -> new Shape()
        .build(number(-1), code(0x2d, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x1a), VALID));
    add("least memory at the limit", OK, () -> new Shape().pages(2_080).build(VALID));
    // The oldest rules take the limit for a larger minimum, and refuse a module without memory.
    add("least memory beyond the limit", List.of(CONSTRUCTION, OK, OK), () -> new Shape().pages(2_081).build(VALID));
    add("least memory of 4 GiB", List.of(CONSTRUCTION, OK, OK), () -> new Shape().pages(65_536).build(VALID));
    add("least memory beyond 4 GiB", List.of(PREPARATION, OK, OK), () -> new Shape().pages(65_537).build(VALID));
    add("least memory of 2^32 - 1 pages", List.of(PREPARATION, OK, OK),
        () -> new Shape().pages(0xffffffffL).build(VALID));
    add("data beyond a memory that is larger than the limit", List.of(CONSTRUCTION, CONSTRUCTION, CONSTRUCTION),
        () -> new Shape().pages(2_081).data(2_080 * 65_536, code(1)).build(VALID));
    add("no memory", List.of(INVALID, PREPARATION, PREPARATION), () -> new Shape().noMemory().build(VALID));
    add("a memory section without a memory", List.of(INVALID, PREPARATION, PREPARATION),
        () -> new Shape().emptyMemorySection().build(VALID));
  }

  private void size() {
    add("50,000 functions", OK, () -> many(50_000, code(0x01)));
    add("50,000 functions that all call", OK, () -> many(50_000, code(0x41, 0, 0x04, 0x40, 0x10, 0, 0x0b)));
    add("a function of 1 MB", OK, () -> new Shape().build(repeat(250_000, code(0x41, 7, 0x1a, 0x01)), VALID));
    add("1 MB of memory accesses", OK,
        () -> new Shape().build(repeat(100_000, code(0x41, 0, 0x41, 0, 0x28, 2, 0, 0x36, 2, 0)), VALID));
    add("1 MB of calls", OK, () -> new Shape().function(NOTHING, code()).build(repeat(500_000, CALL_0), VALID));
    add("1 MB of one expression", OK, () -> new Shape()
        .build(number(1), repeat(300_000, code(0x41, 1, 0x6a)), DROP, VALID));
    add("60,000 operands on the stack", OK, () -> new Shape()
        .build(repeat(60_000, code(0x41, 1)), repeat(59_999, code(0x6a)), DROP, VALID));
    add("50,000 types", OK, () -> manyTypes(50_000));
    add("2,000 custom sections", OK,
        () -> new Shape().custom(repeat(2_000, code(0, 2, 1, 'x'))).build(VALID));
    add("100,000 float constants", OK, () -> floats(100_000));
  }

  private static byte[] many(int count, byte[] body) {
    Shape shape = new Shape();
    for (int i = 0; i < count; i++) {
      shape.function(NOTHING, body);
    }
    return shape.build(CALL_0, VALID);
  }

  private static byte[] manyTypes(int count) {
    Shape shape = new Shape();
    for (int i = 0; i < count; i++) {
      Out out = new Out().u8(0x60, 16);
      for (int bit = 0; bit < 16; bit++) {
        out.u8(0x7c + ((i >> bit) & 1));
      }
      shape.type(out.u8(0).bytes());
    }
    return shape.build(VALID);
  }

  private static byte[] floats(int count) {
    Out out = new Out();
    for (int i = 0; i < count; i++) {
      out.u8(0x44).fixed(0x3ff0000000000000L + i, 8).u8(0x1a);
    }
    return new Shape().build(out.bytes(), VALID);
  }

  /** Returns modules that never end, by name. */
  public static Map<String, byte[]> endless() {
    byte[] loop = code(0x03, 0x40, 0x0c, 0, 0x0b);
    byte[] growing = code(0x03, 0x40, 0x41, 1, 0x40, 0, 0x1a, 0x0c, 0, 0x0b);
    byte[] line = join(number(1), code(0x42, 0), new Out().u8(0x42).signed(0x10000L << 32).bytes(), CALL_0);
    byte[] calls = code(0x03, 0x40, 0x10, 0, 0x0c, 0, 0x0b);
    Map<String, byte[]> endless = new LinkedHashMap<>();
    endless.put("a loop", new Shape().build(loop, VALID));
    endless.put("a start function that loops", new Shape().function(NOTHING, loop).start(0).build(VALID));
    endless.put("growth that is refused for ever", new Shape().build(growing, VALID));
    endless.put("calls for ever", new Shape().function(NOTHING, code()).build(calls, VALID));
    endless.put("log lines for ever", new Shape().importing("env", "ext_logging_log_version_1", LOG)
        .build(code(0x03, 0x40), line, code(0x0c, 0, 0x0b), VALID));
    return endless;
  }

  private void nesting() {
    add("125,000 nested blocks", OK, () -> nested(125_000, code(0x02, 0x40)));
    add("125,000 nested loops", OK, () -> nested(125_000, code(0x03, 0x40)));
    add("50,000 nested ifs", OK, () -> nested(50_000, code(0x41, 1, 0x04, 0x40)));
    add("20,000 nested blocks with results on a growing stack", OK, () -> new Shape().build(
        repeat(20_000, code(0x41, 1, 0x02, 0x7f)), code(0x41, 1), repeat(20_000, code(0x0b, 0x6a)), DROP, VALID));
    add("3,000 blocks with results over changing operands", OK, () -> new Shape().build(
        repeat(250, code(0x41, 1)), repeat(3_000, code(0x1a, 0x41, 1, 0x02, 0x7f, 0x41, 2, 0x0b, 0x6a, 0x41, 3)),
        repeat(3_249, code(0x6a)), DROP, VALID));
    add("a jump over 100,000 labels", OK, () -> new Shape().build(
        repeat(100_000, code(0x02, 0x40)), new Out().u8(0x0c).unsigned(99_999).bytes(), repeat(100_000, code(0x0b)),
        VALID));
    add("a table of 65,520 jumps", OK, () -> jumps(65_520, 0));
    add("a table of 65,520 jumps, out of its range", OK, () -> jumps(65_520, -1));
    add("a table of 65,521 jumps", PREPARATION, () -> jumps(65_521, 0));
    add("a table of 65,521 jumps in dead code", PREPARATION,
        () -> new Shape().build(VALID, code(0x0f), jumpTable(65_521, 0)));
    add("a table of 100,000 jumps", PREPARATION, () -> jumps(100_000, 0));
    add("a table of 2,000 million jumps", PREVALIDATION, () -> new Shape().build(
        number(0), new Out().u8(0x0e).unsigned(2_000_000_000L).u8(0, 0).bytes(), VALID));
  }

  private static byte[] nested(int depth, byte[] open) {
    return new Shape().build(repeat(depth, open), repeat(depth, code(0x0b)), VALID);
  }

  private static byte[] jumps(int count, int index) {
    return new Shape().build(jumpTable(count, index), VALID);
  }

  private static byte[] jumpTable(int count, int index) {
    Out table = new Out().u8(0x02, 0x40, 0x02, 0x40).raw(number(index)).u8(0x0e).unsigned(count);
    for (int i = 0; i <= count; i++) {
      table.u8(i & 1);
    }
    return table.u8(0x0b, 0x0b).bytes();
  }

  private void locals() {
    add("50,000 locals", OK, () -> withLocals(50_000, 1));
    add("50,001 locals", PREPARATION, () -> withLocals(50_001, 1));
    add("1,000 functions with 50,000 locals", OK, () -> withLocals(50_000, 1_000));
    add("4,294,967,295 locals", PREPARATION, () -> withLocals(0xffffffffL, 1));
    add("1,000 parameters", OK, () -> new Shape().type(params(1_000)).build(VALID));
    add("1,001 parameters", PREPARATION, () -> new Shape().type(params(1_001)).build(VALID));
    add("1,000 parameters, called", OK, () -> new Shape().type(params(1_000)).function(4, code())
        .build(repeat(1_000, code(0x42, 1)), CALL_0, VALID));
  }

  private static byte[] params(int count) {
    return new Out().u8(0x60).sized(repeat(count, code(0x7e))).u8(0).bytes();
  }

  private static byte[] withLocals(long count, int functions) {
    Shape shape = new Shape();
    for (int i = 0; i < functions; i++) {
      shape.function(NOTHING, new Out().u8(1).unsigned(count).u8(0x7e).bytes(), code());
    }
    return shape.build(CALL_0, VALID);
  }

  private void tables() {
    byte[] call = join(number(5), code(0x11, NOTHING, 0));
    add("a table of 10,000,000 entries", OK, () -> new Shape().table(10_000_000).build(VALID));
    add("a table of 10,000,001 entries", List.of(OK, OK, PREPARATION),
        () -> new Shape().table(10_000_001).build(VALID));
    add("a table of 100,000,000 entries", List.of(OK, OK, PREPARATION),
        () -> new Shape().table(100_000_000).build(VALID));
    add("a call of an entry that is null", INVALID, () -> new Shape().table(10_000_000).build(call, VALID));
    add("a call of a null entry of 100,000,000", List.of(INVALID, INVALID, PREPARATION),
        () -> new Shape().table(100_000_000).build(call, VALID));
    add("a call beyond the table", INVALID, () -> new Shape().table(5).build(call, VALID));
    add("a call of another type", INVALID, () -> new Shape().table(9).element(5, 0)
        .function(NUMBER, code(0x20, 0)).build(call, VALID));
    add("100,000 table entries", OK, () -> new Shape().table(100_000).element(0, new int[100_000])
        .function(NOTHING, code()).build(call, VALID));
    add("an element beyond the table", CONSTRUCTION,
        () -> new Shape().table(1).element(1, 0).function(NOTHING, code()).build(VALID));
    add("an element at -1", CONSTRUCTION,
        () -> new Shape().table(1).element(-1, 0).function(NOTHING, code()).build(VALID));
    add("an element of no function", PREPARATION, () -> new Shape().table(1).element(0, 77).build(VALID));
  }

  private void segments() {
    add("data beyond the memory", CONSTRUCTION, () -> new Shape().data(131_072, code(1)).build(VALID));
    add("data at -1", CONSTRUCTION, () -> new Shape().data(-1, code(1, 2)).build(VALID));
    add("data that ends with the memory", OK, () -> new Shape().data(131_071, code(1)).build(VALID));
    add("20,000 data segments", OK, () -> {
      Shape shape = new Shape();
      for (int i = 0; i < 20_000; i++) {
        shape.data(1_000 + i, code(i));
      }
      return shape.build(VALID);
    });
  }

  private void results() {
    add("a result at the end of 4 GiB", INVALID, () -> result(0xffffffffL, 1));
    add("a result around the end of 4 GiB", INVALID, () -> result(0xfffffff0L, 0x20));
    add("a result of 4 GiB", INVALID, () -> result(0, 0xffffffffL));
    add("a result at and of 4 GiB", INVALID, () -> result(0xffffffffL, 0xffffffffL));
    add("a result at the end of the memory", OK, () -> result(131_072 - 12, 12));
    add("a result one byte beyond the memory", INVALID, () -> result(131_072 - 11, 12));
    add("an empty result", INVALID, () -> result(0, 0));
    add("a result that promises 1 GiB", INVALID, () -> new Shape()
        .data(0, code(0x03, 0, 0, 0, 0x40)).build(VALID));
  }

  private static byte[] result(long pointer, long length) {
    return new Shape().build(new Out().u8(0x42).signed(length << 32 | pointer).bytes());
  }

  private void hosts() {
    byte[] hello = join(number(1), code(0x42, 0), new Out().u8(0x42).signed(0x10000L << 32).bytes(), CALL_0);
    byte[] flood = join(number(20_000), code(0x21, 0, 0x03, 0x40), hello,
        code(0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b));
    add("20,000 log lines of 64 KiB", OK,
        () -> new Shape().importing("env", "ext_logging_log_version_1", LOG).build(flood, VALID));
    add("a log line beyond the memory", INVALID, () -> new Shape()
        .importing("env", "ext_logging_log_version_1", LOG)
        .build(number(1), code(0x42, 0), new Out().u8(0x42).signed(-1L).bytes(), CALL_0, VALID));
    add("a log level of 255", INVALID, () -> new Shape().importing("env", "ext_logging_log_version_1", LOG)
        .build(number(255), code(0x42, 0, 0x42, 0), CALL_0, VALID));
    add("allocation until there is no more", INVALID, () -> new Shape()
        .importing("env", "ext_allocator_malloc_version_1", NUMBER)
        .build(code(0x03, 0x40), number(1 << 20), CALL_0, code(0x1a, 0x0c, 0, 0x0b), VALID));
    add("allocation of 4 GiB", INVALID, () -> new Shape()
        .importing("env", "ext_allocator_malloc_version_1", NUMBER).build(number(-1), CALL_0, DROP, VALID));
    add("a missing function, called", INVALID,
        () -> new Shape().importing("env", "no_such_function", NOTHING).build(CALL_0, VALID));
    add("20,000 missing functions", OK, () -> {
      Shape shape = new Shape();
      for (int i = 0; i < 20_000; i++) {
        shape.importing("env", "missing_" + i, NOTHING);
      }
      return shape.build(VALID);
    });
    add("a known function of another type", CONSTRUCTION,
        () -> new Shape().importing("env", "ext_allocator_malloc_version_1", NOTHING).build(VALID));
    add("a foreign import", CONSTRUCTION, () -> new Shape().importing("wasi", "exit", NOTHING).build(VALID));
    add("a start function that traps", CONSTRUCTION,
        () -> new Shape().function(NOTHING, code(0x00)).start(0).build(VALID));
    add("a start function that allocates", CONSTRUCTION, () -> new Shape()
        .importing("env", "ext_allocator_malloc_version_1", NUMBER)
        .function(NOTHING, join(number(1), CALL_0, DROP)).start(1).build(VALID));
  }

  private void forms() {
    add("two exports of one name", PREPARATION, () -> new Shape().export("validate_block", 0).build(VALID));
    add("an export of no function", PREPARATION, () -> new Shape().export("x", 9).build(VALID));
    add("sign extension", PREVALIDATION, () -> new Shape().build(number(1), code(0xc0, 0x1a), VALID));
    add("dead code that metering refuses", PREPARATION, () -> new Shape().build(code(0x00, 0x6a, 0x6a, 0x1a), VALID));
    add("an alignment above the natural", PREPARATION,
        () -> new Shape().build(number(0), code(0x2d, 1, 0, 0x1a), VALID));
    add("the least integer divided by -1", INVALID,
        () -> new Shape().build(number(Integer.MIN_VALUE), number(-1), code(0x6d, 0x1a), VALID));
    add("a remainder of that division", OK,
        () -> new Shape().build(number(Integer.MIN_VALUE), number(-1), code(0x6f, 0x1a), VALID));
    add("bytes after the last section", PREVALIDATION, () -> join(new Shape().build(VALID), code(1)));
    add("a section that is longer than the file", PREVALIDATION,
        () -> join(Out.module().bytes(), code(1, 0xff, 0xff, 0xff, 0xff, 0x0f)));
    add("4,294,967,295 types", PREVALIDATION,
        () -> join(Out.module().bytes(), code(1, 5, 0xff, 0xff, 0xff, 0xff, 0x0f)));
    add("nothing", PREVALIDATION, () -> new byte[0]);
  }
}

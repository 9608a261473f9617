package io.pvfhost.tests.engine;

import io.pvfhost.engine.Execution;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static io.pvfhost.tests.engine.Wasm.bytes;
import static io.pvfhost.tests.engine.Wasm.concat;
import static io.pvfhost.tests.engine.Wasm.repeat;
import static io.pvfhost.tests.engine.Wasm.section;
import static io.pvfhost.tests.engine.Wasm.signed;
import static io.pvfhost.tests.engine.Wasm.unsigned;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever a function looks like, its methods stay short enough for the JIT, and the output in proportion. */
class MethodSizeTest {

  private static final byte[] RETURN_NOTHING = bytes(0x42, 0);
  private static final int I32 = 0x7f;
  private static final int F64 = 0x7c;

  /** Instructions at which one byte of Wasm becomes the most bytes of code. */
  @Test
  void globalsOfFloats() throws Exception {
    byte[] pair = concat(bytes(0x23, 1), bytes(0x24, 1));
    assertShort(module(bytes(0), concat(repeat(pair, 450), RETURN_NOTHING)), 12);
    assertShort(module(bytes(0), concat(repeat(pair, 100_000), RETURN_NOTHING)), 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 250, 700, 5_000, 49_000})
  void manyLocalsReadAndWrittenOnceEach(int locals) throws Exception {
    List<byte[]> body = new ArrayList<>();
    for (int i = 0; i < locals; i++) {
      body.add(concat(bytes(0x20), unsigned(2 + (i + 1) % locals), bytes(0x21), unsigned(2 + i)));
    }
    body.add(RETURN_NOTHING);
    assertShort(module(concat(bytes(1), unsigned(locals), bytes(F64)), concat(body.toArray(new byte[0][]))), 30);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 200, 63, 64, 65, 1_000, 65_520})
  void branchTablesWithATargetEach(int targets) throws Exception {
    List<byte[]> labels = new ArrayList<>();
    for (int i = 0; i <= targets; i++) {
      labels.add(unsigned(i));
    }
    byte[] table = concat(repeat(bytes(0x02, 0x40), targets + 1), bytes(0x20, 0, 0x0e), unsigned(targets),
        concat(labels.toArray(new byte[0][])), repeat(bytes(0x0b), targets + 1), RETURN_NOTHING);
    assertShort(module(bytes(0), table), 40);
  }

  @Test
  void branchTablesOneAfterTheOther() throws Exception {
    byte[] table = concat(bytes(0x02, 0x40, 0x20, 0, 0x0e), unsigned(60), repeat(bytes(0), 61), bytes(0x0b));
    assertShort(module(bytes(0), concat(repeat(table, 500), RETURN_NOTHING)), 12);
  }

  @Test
  void operandsThatPileUpAndAreMovedAtOnce() throws Exception {
    byte[] pile = concat(repeat(bytes(0x23, 1), 900), bytes(0x02, 0x40, 0x0b), repeat(bytes(0x1a), 900));
    assertShort(module(bytes(0), concat(repeat(pile, 30), RETURN_NOTHING)), 16);
  }

  /** Blocks with results over operands that change names: stack maps that all name everything below. */
  @ParameterizedTest
  @ValueSource(ints = {30, 120, 400})
  void stackMapsOverAChangingPrefix(int depth) throws Exception {
    byte[] open = bytes(0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, I32);
    byte[] close = bytes(0x20, 0, 0x0d, 0, 0x0b, 0x1a, 0x1a);
    byte[] zero = bytes(0x41, 0);
    byte[] nest = concat(repeat(open, depth), zero, repeat(concat(close, zero), depth), bytes(0x1a));
    assertShort(module(bytes(0), concat(repeat(nest, 20), RETURN_NOTHING)), 30);
  }

  @Test
  void manyParametersInEveryKindOfCall() throws Exception {
    for (int params : new int[] {31, 32, 33, 64, 65, 1_000}) {
      assertShort(callsWith(params), 60);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyMixtureOfTheAbove(long seed) throws Exception {
    Random random = new Random(seed);
    List<byte[]> body = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      body.add(piece(random));
    }
    body.add(RETURN_NOTHING);
    assertShort(module(concat(bytes(1), unsigned(600), bytes(F64)), concat(body.toArray(new byte[0][]))), 20);
  }

  private static byte[] piece(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> repeat(bytes(0x23, 1, 0x24, 1), 1 + random.nextInt(5));
      case 1 -> concat(bytes(0x20), unsigned(2 + random.nextInt(600)), bytes(0x21), unsigned(2 + random.nextInt(600)));
      case 2 -> bytes(0x02, 0x40, 0x20, 0, 0x0d, 0, 0x0b);
      case 3 -> bytes(0x03, 0x40, 0x20, 1, 0x45, 0x0d, 0, 0x0b);
      case 4 -> concat(repeat(bytes(0x23, 1), 7), bytes(0x20, 0, 0x04, I32, 0x41, 1, 0x05, 0x41, 2, 0x0b, 0x1a),
          repeat(bytes(0x1a), 7));
      default -> concat(bytes(0x02, 0x40, 0x20, 0, 0x0e), unsigned(20), repeat(bytes(0), 21), bytes(0x0b));
    };
  }

  /** Calls a function with many i64 parameters, directly and through the table. */
  private static byte[] callsWith(int params) {
    byte[] arguments = repeat(bytes(0x42, 1), params);
    byte[] body = concat(bytes(0), repeat(concat(arguments, bytes(0x10, 1), arguments, bytes(0x41, 0, 0x11, 1, 0)), 20),
        RETURN_NOTHING, bytes(0x0b));
    byte[] callee = bytes(0, 0x20, 0, 0x1a, 0x0b);
    return concat(
        bytes(0, 'a', 's', 'm', 1, 0, 0, 0),
        section(1, concat(bytes(2, 0x60, 2, I32, I32, 1, 0x7e, 0x60), unsigned(params),
            repeat(bytes(0x7e), params), bytes(0))),
        section(3, bytes(2, 0, 1)),
        section(4, bytes(1, 0x70, 0, 1)),
        section(5, bytes(1, 0, 1)),
        section(6, concat(bytes(1, I32, 0, 0x41), signed(Wasm.HEAP_BASE), bytes(0x0b))),
        exports(),
        section(9, bytes(1, 0, 0x41, 0, 0x0b, 1, 1)),
        section(10, concat(bytes(2), unsigned(body.length), body, unsigned(callee.length), callee)));
  }

  private static byte[] exports() {
    return section(7, concat(
        bytes(3),
        Wasm.text("memory"), bytes(2, 0),
        Wasm.text("__heap_base"), bytes(3, 0),
        Wasm.text("validate_block"), bytes(0, 0)));
  }

  /** A module with a mutable f64 as its second global. */
  private static byte[] module(byte[] locals, byte[] instructions) {
    byte[] code = concat(locals, instructions, bytes(0x0b));
    return concat(
        bytes(0, 'a', 's', 'm', 1, 0, 0, 0),
        section(1, bytes(1, 0x60, 2, I32, I32, 1, 0x7e)),
        section(3, bytes(1, 0)),
        section(5, bytes(1, 0, 1)),
        section(6, concat(bytes(2, I32, 0, 0x41), signed(Wasm.HEAP_BASE), bytes(0x0b),
            bytes(F64, 1, 0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b))),
        exports(),
        section(10, concat(bytes(1), unsigned(code.length), code)));
  }

  private static void assertShort(byte[] wasm, int mostBytesForOne) throws Exception {
    byte[] artifact = prepare(wasm);
    ClassFiles.verify(artifact);
    int longest = ClassFiles.longestMethod(artifact);
    assertTrue(longest < MethodWriter.JIT_LIMIT, "longest method " + longest);
    assertTrue(artifact.length < 4_000 + (long) mostBytesForOne * wasm.length,
        wasm.length + " bytes became " + artifact.length);
    Execution execution = LargeStackThread.call(() -> Candidates.run(wasm));
    assertInstanceOf(Execution.InvalidCandidate.class, execution);
  }

  private static byte[] prepare(byte[] wasm) throws PrepareFailure {
    return Candidates.artifact(wasm);
  }
}

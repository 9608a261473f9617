package io.pvfhost.tests.engine;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.runtime.Instance;
import io.pvfhost.engine.impl.runtime.Trap;
import org.junit.jupiter.api.Test;

import static io.pvfhost.tests.engine.Wasm.bytes;
import static io.pvfhost.tests.engine.Wasm.concat;
import static io.pvfhost.tests.engine.Wasm.section;
import static io.pvfhost.tests.engine.Wasm.signed;
import static io.pvfhost.tests.engine.Wasm.unsigned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Tables through the code that calls with them. */
class TableTest {

  private static final int I32 = 0x7f;
  private static final long HUGE = 100_000_000;

  /** A table with function 0 (of the type of calls) and function 1 (of another) somewhere. */
  private static Instance instance(long size, long offset) throws Exception {
    byte[] forty = bytes(0, 0x41, 40, 0x0b);
    byte[] other = bytes(0, 0x0b);
    byte[] call = bytes(0, 0x20, 0, 0x11, 0, 0, 0x0b);
    byte[] wasm = concat(
        bytes(0, 'a', 's', 'm', 1, 0, 0, 0),
        section(1, concat(bytes(3), bytes(0x60, 0, 1, I32), bytes(0x60, 0, 0), bytes(0x60, 1, I32, 1, I32))),
        section(3, bytes(3, 0, 1, 2)),
        section(4, concat(bytes(1, 0x70, 0), unsigned(size))),
        section(7, concat(bytes(1), Wasm.text("call"), bytes(0, 2))),
        section(9, concat(bytes(1, 0, 0x41), signed((int) offset), bytes(0x0b, 2, 0, 1))),
        section(10, concat(bytes(3), code(forty), code(other), code(call))));
    return Instance.of(Artifact.read(Candidates.artifact(wasm), RuleSet.DEFAULT), 1);
  }

  private static byte[] code(byte[] body) {
    return concat(unsigned(body.length), body);
  }

  private static String trap(Instance instance, long index) {
    return assertThrows(Trap.class, () -> instance.call("call", index)).getMessage();
  }

  @Test
  void entriesAreFoundAndEverythingElseIsToldApart() throws Exception {
    for (long[] shape : new long[][] {{2, 0}, {10, 3}, {5_000, 1_023}, {HUGE, HUGE - 2}, {HUGE, 0}}) {
      Instance instance = instance(shape[0], shape[1]);
      assertEquals(40, instance.call("call", shape[1]));
      assertTrue(trap(instance, shape[1] + 1).contains("type mismatch"));
      assertTrue(trap(instance, shape[0]).contains("undefined element"));
      assertTrue(trap(instance, 0xffffffffL).contains("undefined element"));
      assertTrue(trap(instance, 0x80000000L).contains("undefined element"));
      if (shape[1] > 0) {
        assertTrue(trap(instance, shape[1] - 1).contains("uninitialized element"));
        assertTrue(trap(instance, 0).contains("uninitialized element"));
      } else if (shape[0] > 2) {
        assertTrue(trap(instance, shape[0] - 1).contains("uninitialized element"));
      }
    }
  }
}

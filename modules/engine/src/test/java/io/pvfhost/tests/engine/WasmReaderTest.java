package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.WasmReader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static io.pvfhost.tests.engine.Wasm.bytes;
import static io.pvfhost.tests.engine.Wasm.signed;
import static io.pvfhost.tests.engine.Wasm.unsigned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WasmReaderTest {

  private static WasmReader reader(byte[] bytes) {
    return new WasmReader(bytes);
  }

  private interface Read {
    void run() throws ModuleException;
  }

  private static void assertMalformed(Read read) {
    assertTrue(assertThrows(ModuleException.class, read::run).isMalformed());
  }

  @Property
  void numbersComeBack(@ForAll int number, @ForAll long wide) throws ModuleException {
    assertEquals(number, reader(unsigned(number & 0xffffffffL)).u32());
    assertEquals(number, reader(signed(number)).s32());
    assertEquals(wide, reader(signed(wide)).s64());
  }

  @Test
  void numbersMayBePaddedButNotBeyondTheirWidth() throws ModuleException {
    assertEquals(3, reader(bytes(0x83, 0x80, 0x80, 0x80, 0x00)).u32());
    assertMalformed(() -> reader(bytes(0x83, 0x80, 0x80, 0x80, 0x80, 0x00)).u32());
    assertMalformed(() -> reader(bytes(0xff, 0xff, 0xff, 0xff, 0x1f)).u32());
    assertEquals(-1, reader(bytes(0xff, 0xff, 0xff, 0xff, 0x7f)).s32());
    assertMalformed(() -> reader(bytes(0xff, 0xff, 0xff, 0xff, 0x0f)).s32());
    assertMalformed(() -> reader(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)).s32());
    assertEquals(-1, reader(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)).s64());
    assertMalformed(() -> reader(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)).s64());
  }

  @Test
  void nothingIsReadBeyondTheWindow() throws ModuleException {
    WasmReader in = reader(bytes(1, 2, 3, 4, 5));
    in.window(1, 3);
    assertEquals(2, in.u8());
    assertEquals(3, in.u8());
    assertMalformed(in::u8);
    assertEquals(-1, in.peek(3));
    in.window(1, 4);
    assertMalformed(in::i32Bits);
  }

  @Test
  void aCountCannotExceedWhatRemains() throws ModuleException {
    assertEquals(2, reader(bytes(2, 0, 0)).count());
    assertMalformed(() -> reader(bytes(3, 0, 0)).count());
    assertMalformed(() -> reader(unsigned(0xffffffffL)).count());
  }

  @Test
  void typesOfTheFirstVersionOnly() throws ModuleException {
    for (int type = 0; type < 0x100; type++) {
      WasmReader in = reader(bytes(type));
      if (type >= 0x7c && type <= 0x7f) {
        assertEquals(0x80 - type, in.valueType());
      } else {
        assertMalformed(in::valueType);
      }
    }
    assertEquals(0, reader(bytes(0x40)).blockType());
    assertMalformed(() -> reader(bytes(0)).blockType());
    assertMalformed(() -> reader(bytes(0x7b)).blockType());
  }
}

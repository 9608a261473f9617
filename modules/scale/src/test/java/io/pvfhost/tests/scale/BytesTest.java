package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BytesTest {

  @Test
  void hexGoesBothWaysWithAndWithoutPrefixInEitherCase() {
    assertEquals("00ff7f80a9", Bytes.fromHex("0x00fF7f80A9").toHex());
    assertEquals(Bytes.fromHex("00ff7f80a9"), Bytes.fromHex("0x00FF7F80A9"));
    assertEquals(Bytes.EMPTY, Bytes.fromHex("0x"));
    assertEquals("", Bytes.EMPTY.toHex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0g", "0G", "0x0g", "0 ", "0-", "0\uFF11", "0\u0661"})
  void whatIsNoHexDigitIsRefusedWithItsPosition(String text) {
    String message = assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex(text)).getMessage();
    assertTrue(message.endsWith("position " + (text.length() - 1)), message);
  }

  @Test
  void oddNumberOfHexDigitsIsRefused() {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex("0xabc")).getMessage().contains("3"));
  }

  @Test
  void copiesDoNotShareTheirBytes() {
    byte[] source = {1, 2, 3};
    Bytes copy = Bytes.copyOf(source);
    source[0] = 9;
    copy.toArray()[1] = 9;
    Bytes slice = copy.slice(1, 3);
    slice.array()[0] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, copy.array());
  }

  @Test
  void wrappedBytesAreNotCopied() {
    byte[] source = {1, 2, 3};
    assertSame(source, Bytes.wrap(source).array());
  }

  @Test
  void equalityIsByContent() {
    assertEquals(Hex.bytes("0102"), Bytes.wrap(new byte[] {1, 2}));
    assertEquals(Hex.bytes("0102").hashCode(), Bytes.wrap(new byte[] {1, 2}).hashCode());
    assertNotEquals(Hex.bytes("0102"), Hex.bytes("010200"));
    assertNotEquals(Hex.bytes("0102"), "0102");
  }

  @Test
  void partsAreTakenInsideTheBytesOnly() {
    Bytes bytes = Hex.bytes("0a0b0c");
    assertEquals(Hex.bytes("0b"), bytes.slice(1, 2));
    assertEquals(Bytes.EMPTY, bytes.slice(3, 3));
    assertEquals(12, bytes.get(2));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(1, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(2, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(-1, 1));
  }

  @Test
  void longBytesAreShortAsText() {
    assertTrue(Bytes.wrap(new byte[5000]).toString().length() < 80);
    assertTrue(Bytes.wrap(new byte[5000]).toString().contains("5000"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void hashHasExactly32Bytes(int length) {
    String message = assertThrows(IllegalArgumentException.class, () -> Hash.of(new byte[length])).getMessage();
    assertTrue(message.contains(Integer.toString(length)), message);
  }

  @Test
  void hashGoesThroughHex() {
    String digits = "00ff".repeat(16);
    assertEquals(digits, Hash.fromHex("0x" + digits).toHex());
    assertEquals(Hash.ZERO, Hash.fromHex("00".repeat(32)));
  }
}

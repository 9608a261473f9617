package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ScaleWriterTest {

  @Test
  void fixedWidthNumbersAreLittleEndian() {
    ScaleWriter out = new ScaleWriter().u8(255).u16(0x8001).u32(0xF000_0001L).u64(0xF000_0000_0000_0001L).i32(-2)
        .i64(-2);
    assertEquals(Hex.bytes("ff 0180 010000f0 01000000000000f0 feffffff feffffffffffffff"), out.toBytes());
  }

  @ParameterizedTest
  @CsvSource({"0, 00", "63, fc", "64, 0101", "16383, fdff", "16384, 02000100", "1073741824, 0300000040"})
  void compactHasTheBytesOfTheProtocol(long value, String bytes) {
    assertEquals(Hex.bytes(bytes), new ScaleWriter().compact(value).toBytes());
  }

  @Test
  void otherValuesHaveTheBytesOfTheProtocol() {
    assertEquals(Hex.bytes("0001"), new ScaleWriter().bool(false).bool(true).toBytes());
    assertEquals(Hex.bytes("0caabbcc"), new ScaleWriter().bytes(Hex.bytes("aabbcc")).toBytes());
    assertEquals(Hex.bytes("aabbcc"), new ScaleWriter().raw(Hex.bytes("aabbcc").toArray()).toBytes());
    assertEquals(Hex.bytes("3448656c6c6f2c20576f726c6421"), new ScaleWriter().string("Hello, World!").toBytes());
    assertEquals(Hex.bytes("0200000000000000 00000000"), new ScaleWriter().duration(Duration.ofSeconds(2)).toBytes());
    assertEquals(Hex.bytes("0100000000000000 0065cd1d"), new ScaleWriter().duration(Duration.ofMillis(1500)).toBytes());
    assertEquals(Hash.ZERO.bytes(), new ScaleWriter().hash(Hash.ZERO).toBytes());
    assertEquals(Hex.bytes("0801000200"), new ScaleWriter().list(List.of(1, 2), ScaleWriter::u16).toBytes());
    assertEquals(Hex.bytes("0007"),
        new ScaleWriter().option(Optional.<Integer>empty(), ScaleWriter::u8).u8(7).toBytes());
    assertEquals(Hex.bytes("0107"), new ScaleWriter().option(Optional.of(7), ScaleWriter::u8).toBytes());
    assertEquals(Hex.bytes("08aabb"), new ScaleWriter().value(new PoV(Hex.bytes("aabb"))).toBytes());
  }

  @Test
  void halfASurrogatePairBecomesAQuestionMark() {
    assertEquals(Hex.bytes("0c613f62"), new ScaleWriter().string("a\uD83Eb").toBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 100_000})
  void writerGrowsFromAnyCapacity(int capacity) {
    byte[] blob = new byte[3000];
    ScaleWriter out = new ScaleWriter(capacity).u8(1).raw(blob).u64(-1).compact(1L << 62).raw(blob).u8(2);
    assertEquals(6019, out.length());
    assertEquals(Hex.bytes("01" + "00".repeat(3000) + "ffffffffffffffff" + "130000000000000040" + "00".repeat(3000)
        + "02"), out.toBytes());
  }

  @Test
  void whatWasTakenOutDoesNotChangeAnyMore() {
    ScaleWriter out = new ScaleWriter(1).u8(1);
    Bytes first = out.toBytes();
    byte[] second = out.toByteArray();
    assertNotSame(second, out.toByteArray());
    out.u8(2);
    assertEquals(Hex.bytes("01"), first);
    assertEquals(Hex.bytes("0102"), out.toBytes());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    ScaleWriter out = new ScaleWriter();
    assertThrows(IllegalArgumentException.class, () -> out.u8(256));
    assertThrows(IllegalArgumentException.class, () -> out.u8(-1));
    assertThrows(IllegalArgumentException.class, () -> out.u16(65536));
    assertThrows(IllegalArgumentException.class, () -> out.u16(-1));
    assertThrows(IllegalArgumentException.class, () -> out.u32(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> out.u32(-1));
    assertThrows(IllegalArgumentException.class, () -> out.duration(Duration.ofNanos(-1)));
    assertEquals(0, out.length());
  }
}

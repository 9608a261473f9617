package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleReader.ItemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScaleReaderTest {

  /** Stands in front of what a test reads, so that offsets are not 0. */
  private static final String TWO_BYTES = "ffff";

  @Test
  void fixedWidthNumbersAreLittleEndian() throws ScaleException {
    ScaleReader in = Hex.reader("ff 0180 010000f0 01000000000000f0 feffffff feffffffffffffff");
    assertEquals(255, in.u8());
    assertEquals(0x8001, in.u16());
    assertEquals(0xF000_0001L, in.u32());
    assertEquals(0xF000_0000_0000_0001L, in.u64());
    assertEquals(-2, in.i32());
    assertEquals(-2L, in.i64());
    in.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "80", "ff"})
  void boolIsZeroOrOne(String bytes) throws ScaleException {
    assertFalse(Hex.reader("00").bool());
    assertTrue(Hex.reader("01").bool());
    assertRefused(2, "bool", bytes, ScaleReader::bool);
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "ff"})
  void optionIsZeroOrOne(String bytes) throws ScaleException {
    assertEquals(Optional.empty(), Hex.reader("00").option(ScaleReader::u8));
    assertEquals(Optional.of(7), Hex.reader("0107").option(ScaleReader::u8));
    assertRefused(2, "option", bytes, in -> in.option(ScaleReader::u8));
    assertRefused(3, "u8", "01", in -> in.option(ScaleReader::u8));
  }

  @ParameterizedTest
  @CsvSource({
    // One, two, four and five to eight bytes for a number that would fit into fewer.
    "0100", "fd00", "02000000", "feff0000", "0300000000", "03ffffff3f",
    "0700000000 00", "07ffffffff 00", "0bffffffffff00", "0fffffffffffff00", "13ffffffffffffff00"
  })
  void compactInALongerFormThanNeededIsRefused(String bytes) {
    assertRefused(2, "shortest", bytes, ScaleReader::compact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17000000000000000001", "ff"})
  void compactOfMoreThanEightBytesIsRefused(String bytes) {
    assertRefused(2, "8", bytes, ScaleReader::compact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "02", "020001", "03", "03000000", "13ffffffffffffff"})
  void compactThatEndsEarlyIsRefusedWhereItStarts(String bytes) {
    assertRefused(2, "left", bytes, ScaleReader::compact);
  }

  @Test
  void textIsUtf8() throws ScaleException {
    assertEquals("Hello, World!", Hex.reader("3448656c6c6f2c20576f726c6421").string());
    assertEquals("\uD83E\uDD80\0", Hex.reader("14f09fa68000").string());
    assertEquals("", Hex.reader("00").string());
  }

  @ParameterizedTest
  @CsvSource({
    // A lone continuation, a broken sequence, one that is no character, one cut off, too long a form, half a surrogate
    // pair, beyond the last character.
    "0480, 0", "08c328, 0", "0cc3a9ff, 2", "0841c3, 1", "08c080, 0", "0ceda080, 0", "10f4908080, 0"
  })
  void textThatIsNotUtf8IsRefusedWithTheFirstBadByte(String bytes, int badByte) {
    assertRefused(2, "byte " + badByte + " on", bytes, ScaleReader::string);
  }

  @Test
  void durationIsSecondsAndNanoseconds() throws ScaleException {
    assertEquals(Duration.ofSeconds(2), Hex.reader("0200000000000000 00000000").duration());
    assertEquals(Duration.ofMillis(1500), Hex.reader("0100000000000000 0065cd1d").duration());
    assertEquals(Duration.ofSeconds(0, 999_999_999), Hex.reader("0000000000000000 ffc99a3b").duration());
    assertEquals(Duration.ofSeconds(Long.MAX_VALUE), Hex.reader("ffffffffffffff7f 00000000").duration());
  }

  @ParameterizedTest
  @CsvSource({
    "0000000000000000 00ca9a3b, 1000000000", "0000000000000000 ffffffff, 4294967295",
    "0000000000000080 00000000, 9223372036854775808"
  })
  void durationOutOfRangeIsRefused(String bytes, String found) {
    assertRefused(2, found, bytes, ScaleReader::duration);
  }

  @Test
  void lengthUpToItsLimitIsRead() throws ScaleException {
    assertEquals(Hex.bytes("aabb"), Hex.reader("08aabb").bytes(2));
    assertEquals("ab", Hex.reader("086162").string(2));
    assertEquals(List.of(1, 2), Hex.reader("080102").list(2, ScaleReader::u8));
    assertEquals(0, Hex.reader("00").compactLength(0, "nothing"));
  }

  @Test
  void lengthOverItsLimitIsRefusedAtTheLengthEvenIfTheBytesAreThere() {
    assertRefused(2, "at most 2", "0caabbcc", in -> in.bytes(2));
    assertRefused(2, "at most 2", "0c616263", in -> in.string(2));
    assertRefused(2, "at most 2", "0c010203", in -> in.list(2, ScaleReader::u8));
    assertRefused(2, "at most 255", "0104", in -> in.compactLength(255, "count"));
    assertRefused(2, "18446744073709551615", "13ffffffffffffffff", in -> in.compactLength(255, "count"));
  }

  @Test
  void contentThatEndsEarlyIsRefusedWhereItStarts() {
    assertRefused(3, "2", "0caabb", ScaleReader::bytes);
    assertRefused(3, "2", "0c6161", ScaleReader::string);
    assertRefused(2, "1", "00", in -> in.raw(2));
    assertRefused(2, "31", "00".repeat(31), ScaleReader::hash);
    assertRefused(2, "3", "000000", ScaleReader::u32);
    assertRefused(2, "7", "00".repeat(7), ScaleReader::u64);
    assertRefused(2, "3", "000000", ScaleReader::i32);
    assertRefused(2, "7", "00".repeat(7), ScaleReader::i64);
    assertRefused(2, "1", "00", ScaleReader::u16);
    assertRefused(2, "0", "", ScaleReader::u8);
  }

  @Test
  void itemThatEndsEarlyIsRefusedWhereItStarts() {
    assertRefused(7, "u32", "08 01000000 0200", in -> in.list(ScaleReader::u32));
  }

  @Test
  void moreItemsThanBytesAreRefusedAtTheCount() {
    assertRefused(2, "3", "0c 0000", in -> in.list(ScaleReader::u8));
  }

  @Test
  void listCannotBeChanged() throws ScaleException {
    List<Integer> list = Hex.reader("0407").list(ScaleReader::u8);
    assertThrows(UnsupportedOperationException.class, () -> list.set(0, 8));
  }

  @Test
  void leftOverBytesAreAnErrorOnlyWhenAskedFor() throws ScaleException {
    ScaleReader in = Hex.reader("010203");
    assertEquals(1, in.u8());
    assertEquals(2, in.remaining());
    assertEquals(1, in.offset());
    ScaleException error = assertThrows(ScaleException.class, in::end);
    assertEquals(1, error.offset());
    assertTrue(error.getMessage().contains("2 bytes"), error.getMessage());
  }

  @Test
  void partOfAnArrayEndsWhereItWasToldTo() throws ScaleException {
    ScaleReader in = new ScaleReader(Hex.bytes("ff ff 01 02 ff").toArray(), 2, 2);
    assertEquals(0, in.offset());
    assertEquals(0x0201, in.u16());
    in.end();
    assertEquals(2, assertThrows(ScaleException.class, in::u8).offset());
  }

  @Test
  void partOutsideTheArrayIsRefused() {
    assertThrows(IndexOutOfBoundsException.class, () -> new ScaleReader(new byte[4], 3, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> new ScaleReader(new byte[4], -1, 2));
    assertThrows(IllegalArgumentException.class, () -> new ScaleReader(new byte[4]).raw(-1));
  }

  @Test
  void bytesReadDoNotShareTheInput() throws ScaleException {
    byte[] input = Hex.bytes("04aa").toArray();
    Bytes read = new ScaleReader(input).bytes();
    input[1] = 0;
    assertEquals(Hex.bytes("aa"), read);
  }

  /** Reads behind two other bytes and expects the error to give this offset and to mention this. */
  private static void assertRefused(int offset, String mentioned, String bytes, ItemReader<?> read) {
    ScaleException error = assertThrows(ScaleException.class, () -> {
      ScaleReader in = Hex.reader(TWO_BYTES + bytes);
      in.u16();
      read.read(in);
    });
    assertEquals(offset, error.offset(), error.getMessage());
    assertTrue(error.getMessage().endsWith("at offset " + offset), error.getMessage());
    assertTrue(error.getMessage().contains(mentioned), error.getMessage());
  }
}

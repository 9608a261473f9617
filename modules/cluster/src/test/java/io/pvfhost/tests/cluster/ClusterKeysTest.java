package io.pvfhost.tests.cluster;

import io.pvfhost.cluster.ClusterKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClusterKeysTest {

  private static final String DIGITS = "000102030405060708090a0b0c0d0e0fF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF";

  private static final String HALF = "1111111111111111111111111111111";

  @TempDir
  private Path directory;

  private Path file(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static ClusterKeys read(Path file) throws IOException {
    return ClusterKeys.read(file, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {DIGITS, DIGITS + "\n", DIGITS + "\r\n"})
  void aKeyIsReadFromItsDigits(String text) throws IOException {
    ClusterKeys keys = read(file("key", text, "r--------"));
    assertEquals(1, keys.accepted().size());
    assertArrayEquals(HexFormat.of().parseHex(DIGITS), keys.accepted().get(0).getEncoded());
  }

  @Test
  void theCurrentKeyComesFirst() throws IOException {
    Path current = file("current", DIGITS, "rw-------");
    Path previous = file("previous", "11".repeat(32), "rw-------");
    ClusterKeys keys = ClusterKeys.read(current, Optional.of(previous));
    assertEquals(List.of(HexFormat.of().formatHex(keys.accepted().get(0).getEncoded()), "11".repeat(32)),
        List.of(DIGITS.toLowerCase(Locale.ROOT),
            HexFormat.of().formatHex(keys.accepted().get(1).getEncoded())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x"})
  void aFileThatOthersHaveAccessToIsRefusedByNameAndMode(String mode) throws IOException {
    Path file = file("key", DIGITS, mode);
    IOException refused = assertThrows(IOException.class, () -> read(file));
    assertEquals("cluster key " + file + ": mode " + mode + ", only its owner may have access to it (chmod 600)",
        refused.getMessage());
  }

  @Test
  void thePreviousKeysFileIsCheckedToo() throws IOException {
    Path current = file("current", DIGITS, "rw-------");
    Path previous = file("previous", DIGITS, "rw-r--r--");
    IOException refused = assertThrows(IOException.class, () -> ClusterKeys.read(current, Optional.of(previous)));
    assertTrue(refused.getMessage().contains("rw-r--r--"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "00", DIGITS + "0", DIGITS + "00", DIGITS + "\n\n", DIGITS + " ", " " + DIGITS,
      "0x" + HALF + HALF, "zz" + HALF + HALF})
  void whatIsNoKeyIsRefusedWithoutBeingShown(String text) throws IOException {
    Path file = file("key", text, "rw-------");
    IOException refused = assertThrows(IOException.class, () -> read(file));
    assertEquals("cluster key " + file + ": must be 64 hexadecimal digits and nothing else", refused.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = directory.resolve("missing");
    NoSuchFileException refused = assertThrows(NoSuchFileException.class, () -> read(missing));
    assertEquals(missing.toString(), refused.getFile());
  }

  @Test
  void aGeneratedKeyIsItsOwnersAndNewEachTime() throws IOException {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    ClusterKeys.generate(first);
    ClusterKeys.generate(second);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first)));
    assertEquals(1, read(first).accepted().size());
    assertNotEquals(Files.readString(first), Files.readString(second));
  }

  @Test
  void aKeyIsNeverOverwritten() throws IOException {
    Path file = file("key", DIGITS, "rw-------");
    assertThrows(FileAlreadyExistsException.class, () -> ClusterKeys.generate(file));
    assertEquals(DIGITS, Files.readString(file));
  }

  @Test
  void keysAreNotPrinted() throws IOException {
    ClusterKeys keys = read(file("key", DIGITS, "rw-------"));
    assertFalse(keys.toString().contains("0001"), keys.toString());
  }
}

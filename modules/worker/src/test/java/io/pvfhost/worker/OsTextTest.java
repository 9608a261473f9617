package io.pvfhost.worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class OsTextTest {
  @TempDir
  private Path dir;

  @Test
  void errorsReadLikeThoseOfTheOperatingSystem() {
    assertEquals("No such file or directory (os error 2)", textOfReading(dir.resolve("missing")));
    assertEquals("Is a directory", textOfReading(dir));
    assertEquals("gone", OsText.of(new IOException("gone")));
    assertEquals("java.io.IOException", OsText.of(new IOException()));
  }

  private static String textOfReading(Path file) {
    return OsText.of(assertThrows(IOException.class, () -> Files.readAllBytes(file)));
  }
}

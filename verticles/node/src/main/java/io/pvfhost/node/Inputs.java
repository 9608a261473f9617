package io.pvfhost.node;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the user gives: hexadecimal digits, files, SCALE values, times. Errors are {@link InputException}s. */
final class Inputs {

  private static final long U32_MAX = 0xffffffffL;
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

  private Inputs() {
  }

  /** A SCALE type's decoder. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(ScaleReader in) throws ScaleException;
  }

  /**
   * Bytes given as hexadecimal digits, with or without 0x, or as {@code @FILE}.
   *
   * @param what name of the option
   * @param text what the user gave
   * @param limit most bytes
   */
  static Bytes bytes(String what, String text, int limit) {
    if (text.startsWith("@")) {
      return file(what, path(what, text.substring(1)), limit);
    }
    try {
      Bytes bytes = Bytes.fromHex(text);
      checkSize(what, bytes.length(), limit);
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new InputException(what + ": " + e.getMessage() + " (hexadecimal digits, or @FILE for a file)", e);
    }
  }

  /** The bytes of a file. */
  static Bytes file(String what, Path file, int limit) {
    // One byte more than the limit is enough to refuse a file, whatever its length is said to be.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] data = in.readNBytes(limit + 1);
      if (data.length > limit) {
        throw new InputException(what + ": " + file + " has more than " + limit + " bytes, the limit");
      }
      return Bytes.wrap(data);
    } catch (IOException e) {
      throw new InputException(what + ": cannot read " + file + ": " + cause(e), e);
    }
  }

  /** A path as given on the command line. */
  static Path path(String what, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InputException(what + ": not a file name: " + e.getMessage(), e);
    }
  }

  /** A whole SCALE value; bytes left over are an error. */
  static <T> T scale(String what, Bytes bytes, Decoder<T> decoder) {
    try {
      ScaleReader in = new ScaleReader(bytes.array());
      T value = decoder.decode(in);
      in.end();
      return value;
    } catch (ScaleException | IllegalArgumentException e) {
      throw new InputException(what + ": not the SCALE encoding expected: " + e.getMessage(), e);
    }
  }

  /** An unsigned 32-bit number. */
  static long u32(String what, long value) {
    return inRange(what, value, 0, U32_MAX);
  }

  /** A number between two limits, both allowed. */
  static long inRange(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InputException(what + ": " + value + " is not in " + least + " to " + most);
    }
    return value;
  }

  /** A time such as {@code 500ms}, {@code 2s} or {@code 1m}, more than zero. */
  static Duration time(String what, String text, Duration most) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new InputException(what + ": '" + text + "' is not a time such as 500ms, 2s or 1m");
    }
    Duration time = unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    if (time.isZero() || time.compareTo(most) > 0) {
      throw new InputException(what + ": " + text + " is not in 1ms to " + most.toMinutes() + "m");
    }
    return time;
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      default -> Duration.ofMinutes(1);
    };
  }

  private static void checkSize(String what, int size, int limit) {
    if (size > limit) {
      throw new InputException(what + ": " + size + " bytes, limit " + limit);
    }
  }

  /** Why a file could not be used, without the file's name where the exception's message is only that. */
  static String cause(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    boolean nameOnly = e instanceof FileSystemException file && file.getReason() == null;
    return nameOnly || e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}

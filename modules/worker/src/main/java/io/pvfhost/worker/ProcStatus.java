package io.pvfhost.worker;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Memory figures of this process out of {@code /proc/self/status}, in KiB. Absent where there is no such file. */
final class ProcStatus {
  private static final String FILE = "/proc/self/status";

  private final String text;

  private ProcStatus(String text) {
    this.text = text;
  }

  static ProcStatus read() {
    try (FileInputStream in = new FileInputStream(FILE)) {
      return of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException notLinuxOrConfined) {
      return of("");
    }
  }

  static ProcStatus of(String text) {
    return new ProcStatus(text);
  }

  /** Resident set now. */
  OptionalLong residentKib() {
    return kib("VmRSS:");
  }

  /** Largest resident set of the process so far. */
  OptionalLong maxResidentKib() {
    return kib("VmHWM:");
  }

  private OptionalLong kib(String key) {
    int at = text.indexOf(key);
    if (at < 0) {
      return OptionalLong.empty();
    }
    int from = at + key.length();
    while (from < text.length() && !isDigit(text.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < text.length() && isDigit(text.charAt(to))) {
      to++;
    }
    return to == from ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text, from, to, 10));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

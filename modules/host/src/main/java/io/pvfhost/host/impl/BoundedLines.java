package io.pvfhost.host.impl;

import java.io.BufferedReader;
import java.io.IOException;

/** Reads lines of bounded length, so that a worker that never ends its line cannot fill the host's memory. */
final class BoundedLines {

  private static final int MAX_CHARS = 1024;

  private BoundedLines() {
  }

  /** The next line or the next {@value #MAX_CHARS} characters of it; null at the end. */
  static String next(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
      if (line.length() == MAX_CHARS) {
        return line.toString();
      }
    }
    return line.length() == 0 ? null : line.toString();
  }
}

package io.pvfhost.host.impl;

import java.util.ArrayDeque;

/** The last lines that a child printed, bounded in characters. Written by the reader thread, read by others. */
final class OutputTail {

  private static final int MAX_CHARS = 4096;

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private int chars;

  synchronized void add(String line) {
    lines.add(line);
    chars += cost(line);
    while (chars > MAX_CHARS && lines.size() > 1) {
      chars -= cost(lines.removeFirst());
    }
  }

  /** Its end counts too: empty lines must not pile up. */
  private static int cost(String line) {
    return line.length() + 1;
  }

  synchronized String text() {
    return String.join("\n", lines);
  }
}

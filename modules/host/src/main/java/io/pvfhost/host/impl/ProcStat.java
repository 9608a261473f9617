package io.pvfhost.host.impl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads the CPU time of a live process from {@code /proc/PID/stat}, in clock ticks of 10 ms. Blocking. */
public final class ProcStat {

  /** USER_HZ is 100 on every supported architecture. */
  private static final long TICK_MILLIS = 10;
  /** Fields after the command name: user time is the 12th, system time the 13th. */
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private ProcStat() {
  }

  /** User and system time so far, children not included; empty when the process is gone. */
  public static Optional<Duration> cpuTime(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The command name in parentheses may contain spaces and parentheses itself.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SYSTEM_TIME + 2);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      return Optional.of(Duration.ofMillis(ticks * TICK_MILLIS));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}

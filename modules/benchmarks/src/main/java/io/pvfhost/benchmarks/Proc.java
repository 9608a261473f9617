package io.pvfhost.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What Linux tells of a process. */
final class Proc {

  private static final double KIB_PER_MIB = 1024;
  /** The kernel's unit towards programs, on all of Linux's platforms that matter here. */
  private static final double MILLIS_PER_TICK = 10;

  private Proc() {
  }

  /** Resident memory in MiB. */
  static double residentMib(long pid) throws IOException {
    return rollup(pid, "Rss:");
  }

  /** Resident memory in MiB, pages shared with other processes divided among them. */
  static double proportionalMib(long pid) throws IOException {
    return rollup(pid, "Pss:");
  }

  private static double rollup(long pid, String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.substring(field.length()).replace("kB", "").strip()) / KIB_PER_MIB;
      }
    }
    throw new IOException("no " + field + " in /proc/" + pid + "/smaps_rollup");
  }

  /** Number of open file descriptors of this process, without the one that counts them. */
  static int openFiles() throws IOException {
    int count = -1;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path ignored : entries) {
        count++;
      }
    }
    return count;
  }

  /** Process ids of the living children of this process, grandchildren not included. */
  static List<Long> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).sorted().toList();
  }

  /** CPU time of a process and of those of its children that have ended, in milliseconds; in steps of 10 ms. */
  static double cpuMillisWithChildren(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The name, in brackets, may contain blanks; user, system, and both of the children are fields 14 to 17.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int field = 14; field <= 17; field++) {
      ticks += Long.parseLong(fields[field - 3]);
    }
    return ticks * MILLIS_PER_TICK;
  }

  /** CPU time of a process so far, in steps of 10 ms; zero when it is gone. */
  static Duration cpuTime(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElse(Duration.ZERO);
  }
}

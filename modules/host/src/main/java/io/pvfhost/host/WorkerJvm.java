package io.pvfhost.host;

import java.nio.file.Path;
import java.util.List;

/** The JVM that runs embedded workers: the host's own, with flags for a small process that starts fast. */
final class WorkerJvm {

  /**
   * One thread runs one job, so a serial collector. A guest's memory of 130 MiB may be copied as it grows, and its
   * result may be as large. Without {@code DontCompileHugeMethods} large functions are compiled too, instead of being
   * interpreted for ever.
   */
  private static final List<String> EXECUTE = List.of("-XX:+UseSerialGC", "-Xms48m", "-Xmx768m", "-XX:-UsePerfData",
      "-XX:-DontCompileHugeMethods", "-XX:ReservedCodeCacheSize=128m", "-XX:MaxMetaspaceSize=256m",
      "-XX:-CreateCoredumpOnCrash");

  /** A preparation runs once through much code: the quick compiler is right for it. */
  private static final List<String> PREPARE = List.of("-XX:+UseSerialGC", "-Xmx1g", "-Xss16m", "-XX:-UsePerfData",
      "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash");

  private WorkerJvm() {
  }

  /** The java program of the JDK that runs the host. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static List<String> flags(WorkerKind kind) {
    return kind == WorkerKind.EXECUTE ? EXECUTE : PREPARE;
  }
}

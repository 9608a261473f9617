package io.pvfhost.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM that runs embedded workers: the host's own, with flags for a small process that starts fast. */
final class WorkerJvm {

  /**
   * One thread runs one job, so a serial collector. The heap must hold a guest's memory three times, twice while it
   * grows and once in its result: this much is enough for executor params of 8192 pages; a larger guest kills its
   * worker, which is no verdict. It is given back after the job.
   *
   * <p>The thresholds are for compiled Wasm. Its loads and stores are calls of small methods that a worker has long
   * compiled: the quick compiler calls them instead of inlining them again everywhere, which makes the first job of an
   * artifact a quarter faster. And loops go to the quick compiler as soon as they have turned some thousand times. The
   * optimizing compiler inlines them however large a function already is, for it counts methods of up to 32 bytecodes
   * as trivial: code with many loads, such as hashing, is up to three times faster for it.
   *
   * <p>Classes are not verified again: the prepare worker has verified every class of the artifact, whose checksum the
   * loading of it compares, and again it would be a third of the first job of a large code.
   */
  private static final List<String> EXECUTE = List.of("-Xms48m", "-Xmx1600m", "-XX:-ShrinkHeapInSteps",
      "-XX:C1MaxInlineSize=8", "-XX:MaxTrivialSize=32", "-XX:Tier3BackEdgeThreshold=6000",
      "-XX:ReservedCodeCacheSize=128m", "-XX:MaxMetaspaceSize=256m", "-XX:+UnlockDiagnosticVMOptions",
      "-XX:-BytecodeVerificationRemote");

  /**
   * A preparation runs once through much code: the quick compiler is right for it. Heap and classes, which are all
   * loaded to be verified, stay below 1 GiB together; the largest code at hand takes a tenth of it.
   *
   * <p>The heap has room for the most hostile code and must not take it for ordinary code. Most of what a compiler
   * allocates is garbage at once, so a small young generation costs little, and the old one grows only by what it must
   * hold; with the JVM's defaults the same preparation takes up to 80 MiB more.
   */
  private static final List<String> PREPARE = List.of("-Xms16m", "-Xmx640m", "-Xmn12m", "-XX:MinHeapFreeRatio=5",
      "-XX:MaxHeapFreeRatio=10", "-XX:MaxMetaspaceSize=256m", "-XX:TieredStopAtLevel=1");

  private static final int FIRST_JDK_THAT_WARNS = 24;

  private WorkerJvm() {
  }

  /** The java program of the JDK that runs the host. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Flags of every worker, and of the run that makes their class archive, which fits no other ones. The JVM's own
   * messages go to standard error.
   */
  static List<String> commonFlags() {
    List<String> flags = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash",
        "-Xlog:disable", "-Xlog:all=error:stderr"));
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    return flags;
  }

  /** Flags of one kind of worker beyond the common ones. */
  static List<String> flags(WorkerKind kind) {
    return kind == WorkerKind.EXECUTE ? EXECUTE : PREPARE;
  }
}

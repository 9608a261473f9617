package io.pvfhost.host.impl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the worker's loaded classes beside its jar, made once for each JDK by a trial run: an AOT cache from
 * JDK 25 on, a dynamic CDS archive before. It only makes workers start faster, so a failure to make one is logged and
 * not repeated in this start. Blocking.
 */
public final class WorkerArchive {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerArchive.class);
  private static final int FIRST_AOT_JDK = 25;
  private static final long LIMIT_SECONDS = 60;

  private WorkerArchive() {
  }

  /**
   * JVM flags that use the archive of a jar, which is made if it is not there; none if it cannot be had.
   *
   * @param java the java program
   * @param jvmFlags flags that the archive is made with, and must be used with
   */
  public static List<String> flags(Path java, List<String> jvmFlags, Path jar, String mainClass) {
    boolean aot = Runtime.version().feature() >= FIRST_AOT_JDK;
    Path archive = jar.resolveSibling("worker-" + jdk() + (aot ? ".aot" : ".jsa"));
    if (!Files.isRegularFile(archive) && !make(command(java, jvmFlags, jar, mainClass), archive, aot)) {
      return List.of();
    }
    return List.of((aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
  }

  /** Names the build of the JDK: an archive fits no other. */
  private static String jdk() {
    String build = System.getProperty("java.vm.vendor") + "-" + System.getProperty("java.vm.version");
    return build.replaceAll("[^A-Za-z0-9.]+", "_");
  }

  private static List<String> command(Path java, List<String> jvmFlags, Path jar, String mainClass) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", jar.toString(), mainClass, "warm-up"));
    return command;
  }

  private static boolean make(List<String> trial, Path archive, boolean aot) {
    long start = System.nanoTime();
    try {
      Path partial = archive.resolveSibling(archive.getFileName() + "." + ProcessHandle.current().pid());
      List<String> command = new ArrayList<>(trial);
      command.add(1, (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + partial);
      run(command, archive.getParent());
      Files.move(partial, archive, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("made {} in {} ms", archive, (System.nanoTime() - start) / 1_000_000);
      return true;
    } catch (IOException e) {
      LOG.warn("no class archive for the workers, they start more slowly: {}", e.toString());
      return false;
    }
  }

  private static void run(List<String> command, Path directory) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the trial run took more than " + LIMIT_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the trial run exited with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}

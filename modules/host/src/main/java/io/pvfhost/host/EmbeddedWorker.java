package io.pvfhost.host;

import io.pvfhost.host.impl.WorkerArchive;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.Dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/**
 * The pure-Java worker that comes with this module. Its jar is unpacked once into the cache directory, under its
 * hash, and started on the JDK that runs the host, with an archive of its loaded classes that the first start makes.
 * All methods block.
 */
public final class EmbeddedWorker {

  /** Labels of the rule sets that it knows, the default one first. */
  public static final List<String> RULES = List.of("2603", "2509", "2409");

  private static final String RESOURCE = "pvf-worker.jar";
  private static final String MAIN = "io.pvfhost.worker.Main";
  private static final String VERSION_ENTRY = "io/pvfhost/worker/version";
  private static final Object LOCK = new Object();
  /** The jar's time whenever it is unpacked: an archive of its classes fits only a jar of the same time. */
  private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

  private EmbeddedWorker() {
  }

  /**
   * The program of one kind.
   *
   * @param rules label of the rule set by which it judges, one of {@link #RULES}
   * @param cacheDirectory where the jar and the archive are kept
   * @throws IOException if the jar is not part of this build or cannot be unpacked
   */
  public static WorkerProgram program(WorkerKind kind, String rules, Path cacheDirectory) throws IOException {
    byte[] jar = read();
    Hash hash = Hash.blake2b256(jar);
    Path file = file(cacheDirectory, hash);
    List<String> archiveFlags;
    // Two verticles of one process start together; processes are kept apart by atomic moves.
    synchronized (LOCK) {
      unpack(jar, file);
      archiveFlags = WorkerArchive.flags(WorkerJvm.java(), WorkerJvm.commonFlags(), file, MAIN);
    }
    List<String> command = new ArrayList<>();
    command.add(WorkerJvm.java().toString());
    command.addAll(archiveFlags);
    command.addAll(WorkerJvm.commonFlags());
    command.addAll(WorkerJvm.flags(kind));
    command.addAll(List.of("-cp", file.toString(), MAIN));
    return new WorkerProgram(kind, command, version(jar), Dialect.S, rules, List.of("--rules", rules), hash);
  }

  /** A spawner that first unpacks the program again if the cache directory has been cleared meanwhile. */
  public static WorkerSpawner restoring(WorkerSpawner spawner, Path cacheDirectory) {
    return new WorkerSpawner() {
      @Override
      public WorkerProcess spawn(WorkerLaunch launch) throws IOException {
        if (Files.notExists(file(cacheDirectory, launch.program().contentHash()))) {
          program(launch.program().kind(), launch.program().rules(), cacheDirectory);
        }
        return spawner.spawn(launch);
      }

      @Override
      public String confinement() {
        return spawner.confinement();
      }
    };
  }

  private static Path file(Path cacheDirectory, Hash hash) {
    return cacheDirectory.resolve("worker-" + hash.toHex().substring(0, 16)).resolve(RESOURCE);
  }

  private static byte[] read() throws IOException {
    try (InputStream in = EmbeddedWorker.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the embedded worker " + RESOURCE + " is not part of this build: run the package phase");
      }
      return in.readAllBytes();
    }
  }

  private static void unpack(byte[] jar, Path file) throws IOException {
    if (isUnpacked(jar, file)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path partial = Files.createTempFile(file.getParent(), "worker", ".tmp");
    try {
      Files.write(partial, jar);
      Files.setLastModifiedTime(partial, TIME);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static boolean isUnpacked(byte[] jar, Path file) throws IOException {
    return Files.isRegularFile(file) && Files.getLastModifiedTime(file).equals(TIME) && Files.size(file) == jar.length
        && Hash.blake2b256(Files.readAllBytes(file)).equals(Hash.blake2b256(jar));
  }

  /** The first line of the version file in the jar, which the program prints for {@code --version}. */
  private static String version(byte[] jar) throws IOException {
    try (JarInputStream entries = new JarInputStream(new ByteArrayInputStream(jar))) {
      for (JarEntry entry = entries.getNextJarEntry(); entry != null; entry = entries.getNextJarEntry()) {
        if (entry.getName().equals(VERSION_ENTRY)) {
          return new String(entries.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElseThrow().strip();
        }
      }
    }
    throw new IOException("the embedded worker has no " + VERSION_ENTRY);
  }
}

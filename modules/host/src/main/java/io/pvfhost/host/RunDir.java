package io.pvfhost.host;

import io.pvfhost.host.impl.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scratch directory of one run of one host inside the cache directory. It is locked while the run lives, so that
 * several hosts may share a cache directory and each can remove what dead ones have left. All methods block.
 */
public final class RunDir implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunDir.class);
  private static final String PREFIX = "run-";
  private static final String LOCK = "lock";
  /**
   * Names of this process's own runs. Their lock files are never opened again: as soon as a process closes any
   * descriptor of a file, the kernel drops all the locks that it has on the file.
   */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;
  private final FileChannel lockFile;

  private RunDir(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Makes a scratch directory and removes those of hosts that are gone.
   *
   * @throws IOException naming the cache directory if it cannot be used
   */
  public static RunDir open(Path cacheDirectory) throws IOException {
    String name = PREFIX + Trees.randomName(RANDOM, 12);
    OWN.add(name);
    try {
      Files.createDirectories(cacheDirectory);
      sweep(cacheDirectory);
      Path path = cacheDirectory.resolve(name);
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new RunDir(path, lock(path));
    } catch (IOException e) {
      OWN.remove(name);
      throw new IOException("the cache directory " + cacheDirectory + " cannot be used: " + e, e);
    }
  }

  /** Makes the lock file, which gets its name only when it is locked: nobody ever sees it free while the run lives. */
  private static FileChannel lock(Path path) throws IOException {
    Path unnamed = path.resolve("unnamed-" + LOCK);
    FileChannel file = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      file.lock();
      Files.move(unnamed, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      remove(path);
    } finally {
      lockFile.close();
      OWN.remove(path.getFileName().toString());
    }
  }

  private static void sweep(Path cacheDirectory) throws IOException {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(cacheDirectory, PREFIX + "*")) {
      for (Path run : runs) {
        if (!OWN.contains(run.getFileName().toString()) && isAbandoned(run)) {
          removeAbandoned(run);
        }
      }
    }
  }

  /** What cannot be removed takes space, but is in nobody's way. */
  private static void removeAbandoned(Path run) {
    try {
      remove(run);
      LOG.info("removed {}, left by a host that is gone", run);
    } catch (IOException e) {
      LOG.warn("{}, left by a host that is gone, cannot be removed: {}", run, e.toString());
    }
  }

  private static boolean isAbandoned(Path run) {
    // A run without its lock file is just being made.
    try (FileChannel file = FileChannel.open(run.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      // Being looked at by another thread of this process, or gone meanwhile.
      return false;
    }
  }

  private static void remove(Path run) throws IOException {
    // The lock file goes last: without it, nobody would come back for what cannot be removed now.
    Trees.clear(run, entry -> !entry.endsWith(LOCK));
    Trees.clear(run);
    Files.deleteIfExists(run);
  }
}

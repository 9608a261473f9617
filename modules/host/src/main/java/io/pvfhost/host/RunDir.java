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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The scratch directory of one run of one host inside the cache directory. It is locked while the run lives, so that
 * several hosts may share a cache directory and each can remove what dead ones have left. All methods block.
 */
public final class RunDir implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunDir.class);
  private static final String PREFIX = "run-";
  private static final String LOCK = "lock";
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
    try {
      Files.createDirectories(cacheDirectory);
      sweep(cacheDirectory);
      Path path = cacheDirectory.resolve(PREFIX + Trees.randomName(RANDOM, 12));
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel lockFile =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lockFile.lock();
      return new RunDir(path, lockFile);
    } catch (IOException e) {
      throw new IOException("the cache directory " + cacheDirectory + " cannot be used: " + e, e);
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
    remove(path);
  }

  private static void sweep(Path cacheDirectory) throws IOException {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(cacheDirectory, PREFIX + "*")) {
      for (Path run : runs) {
        if (isAbandoned(run)) {
          LOG.info("removing {}, left by a host that is gone", run);
          remove(run);
        }
      }
    }
  }

  private static boolean isAbandoned(Path run) {
    // A run without its lock file is just being made.
    try (FileChannel file = FileChannel.open(run.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      // Held by this process, or gone meanwhile.
      return false;
    }
  }

  private static void remove(Path run) throws IOException {
    Trees.clear(run);
    Files.deleteIfExists(run);
  }
}

package io.pvfhost.host;

import io.pvfhost.host.impl.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The private directory of one worker (protocol, section 1.3). It is created empty, holds the files of one job at a
 * time, and is emptied after every job; the directory itself stays, for it may be mounted as the worker's root.
 *
 * <p>All methods block on the file system. Used by one job at a time; but a kill may remove the directory while the job
 * is just filling it on another thread, so these exclude each other, and nothing is put into a removed directory.
 */
public final class WorkerDir {

  /** The artifact's name inside the directory of an execute worker. */
  public static final String ARTIFACT = "artifact";
  /** The output's name inside the directory of a prepare worker. */
  public static final String PREPARED = "tmp-artifact";
  /** How every worker directory's name begins; what a start-up sweep may remove. */
  public static final String PREFIX = "worker-dir-";

  private static final Logger LOG = LoggerFactory.getLogger(WorkerDir.class);
  private static final int MAX_TRIES = 50;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;
  private boolean deleted;

  private WorkerDir(Path path) {
    this.path = path;
  }

  /**
   * Makes a new directory that only this user can enter.
   *
   * @throws IOException naming the parent directory and the cause
   */
  public static WorkerDir create(Path parent, WorkerKind kind) throws IOException {
    Files.createDirectories(parent);
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Path path = parent.resolve(PREFIX + kind.word() + "-" + Trees.randomName(RANDOM, 6));
      try {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new WorkerDir(path);
      } catch (FileAlreadyExistsException e) {
        LOG.trace("{} is taken by another worker, drawing another name", path);
      }
    }
    throw new IOException("no free name for a worker directory in " + parent + " after " + MAX_TRIES + " tries");
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /**
   * Gives the worker an artifact for one job, by hard link.
   *
   * @throws IOException if the directory is gone or not empty, or the link cannot be made
   */
  public synchronized void link(Path artifact) throws IOException {
    requireEmpty();
    Files.createLink(path.resolve(ARTIFACT), artifact);
  }

  /**
   * Makes the empty output file of a prepare job.
   *
   * @throws IOException if the directory is gone or not empty, or the file cannot be made
   */
  public synchronized void createOutput() throws IOException {
    requireEmpty();
    Files.createFile(path.resolve(PREPARED));
  }

  /**
   * Removes everything inside. A directory that is gone counts as empty.
   *
   * @throws IOException if anything is left; the worker must not be used again
   */
  public synchronized void clear() throws IOException {
    Trees.clear(path);
  }

  /** Removes the directory and everything inside. */
  public synchronized void delete() throws IOException {
    deleted = true;
    Trees.clear(path);
    Files.deleteIfExists(path);
  }

  private void requireEmpty() throws IOException {
    if (deleted) {
      throw new IOException("worker directory " + path + " has been removed with its worker");
    }
    // A file left by an earlier job, or put there by somebody else, must not be mistaken for this job's.
    try (var entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        throw new IOException("worker directory " + path + " is not empty before the job: " + entry.getFileName());
      }
    }
  }
}

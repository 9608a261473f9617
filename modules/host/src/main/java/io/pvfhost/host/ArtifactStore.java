package io.pvfhost.host;

import io.pvfhost.host.impl.Trees;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.Dialect;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The artifacts on one host's disk, named by what they were made from and by a hash of their contents.
 *
 * <p>Artifacts survive a restart: the name binds a file to its code, its params and the program that made it, and the
 * contents are checked against the name before their first use in a run. Least recently used ones go when the total
 * exceeds its bound; a running job keeps its own hard link. The index belongs to one loop; files are touched on
 * worker threads.
 */
public final class ArtifactStore {

  private static final Logger LOG = LoggerFactory.getLogger(ArtifactStore.class);
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-([0-9a-f]{64})\\.pvf");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HostLoop loop;
  private final Path directory;
  private final Path staging;
  private final long maxBytes;
  private final Dialect dialect;
  /** Least recently used first; keyed by {@link ArtifactKey#id}. */
  private final LinkedHashMap<Hash, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private ArtifactStore(HostLoop loop, Path directory, Path staging, long maxBytes, Dialect dialect) {
    this.loop = loop;
    this.directory = directory;
    this.staging = staging;
    this.maxBytes = maxBytes;
    this.dialect = dialect;
  }

  /** A file in the store; {@code verified} is absent until its contents have been checked in this run. */
  private record Entry(Path path, Hash digest, long size, Optional<Artifact> verified) {
  }

  /**
   * Opens a store.
   *
   * @param directory holds the artifacts
   * @param staging holds artifacts that are not complete yet, on the same file system
   * @param maxBytes of all artifacts together
   * @param dialect of the workers that make and run the artifacts: it decides by which checksum they know them
   */
  public static Future<ArtifactStore> open(HostLoop loop, Path directory, Path staging, long maxBytes,
      Dialect dialect) {
    return loop.blocking(() -> list(directory)).map(found -> {
      ArtifactStore store = new ArtifactStore(loop, directory, staging, maxBytes, dialect);
      found.forEach(store::add);
      store.prune();
      return store;
    });
  }

  private static Map<Hash, Entry> list(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.pvf")) {
      stream.forEach(files::add);
    }
    files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
    Map<Hash, Entry> found = new LinkedHashMap<>();
    for (Path file : files) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        // The eldest come first; of two files for one key the newer one stays.
        Entry older = found.remove(Hash.fromHex(name.group(1)));
        if (older != null) {
          Files.deleteIfExists(older.path());
        }
        found.put(Hash.fromHex(name.group(1)),
            new Entry(file, Hash.fromHex(name.group(2)), file.toFile().length(), Optional.empty()));
      }
    }
    return found;
  }

  /**
   * Looks an artifact up; empty when there is none or its file is missing or damaged, in which case it is forgotten.
   */
  public Future<Optional<Artifact>> get(ArtifactKey key) {
    Hash id = key.id();
    Entry entry = entries.get(id);
    if (entry == null) {
      return loop.succeeded(Optional.empty());
    }
    return loop.blocking(() -> check(key, entry)).map(artifact -> {
      if (artifact.isPresent()) {
        entries.replace(id, entry, new Entry(entry.path(), entry.digest(), entry.size(), artifact));
      } else {
        forget(id, entry);
      }
      return artifact;
    });
  }

  /** Blocking: the whole file is hashed only if its looks have changed since that was done. */
  private Optional<Artifact> check(ArtifactKey key, Entry entry) {
    try {
      if (entry.verified().isPresent() && entry.verified().get().unchanged(entry.path())) {
        return entry.verified();
      }
      BasicFileAttributes looks = Files.readAttributes(entry.path(), BasicFileAttributes.class);
      byte[] contents = Files.readAllBytes(entry.path());
      if (Hash.blake2b256(contents).equals(entry.digest())) {
        return Optional.of(artifact(key, entry.path(), looks, dialect.artifactChecksum(contents)));
      }
      LOG.warn("artifact {} is damaged and will be prepared again", entry.path());
      Files.deleteIfExists(entry.path());
    } catch (IOException e) {
      LOG.warn("artifact {} cannot be read and will be prepared again: {}", entry.path(), e.toString());
    }
    return Optional.empty();
  }

  /**
   * Reads an artifact's file again, whatever it looks like: for use after a worker could not load it.
   *
   * @return whether the contents are those that were prepared; if not, the artifact is forgotten and its file removed
   */
  public Future<Boolean> recheck(Artifact artifact) {
    Hash id = artifact.key().id();
    Entry entry = entries.get(id);
    if (entry == null) {
      return loop.succeeded(false);
    }
    Entry unverified = new Entry(entry.path(), entry.digest(), entry.size(), Optional.empty());
    return loop.blocking(() -> check(artifact.key(), unverified)).map(found -> {
      if (found.isEmpty()) {
        forget(id, entry);
      }
      return found.isPresent();
    });
  }

  /** A free path for an artifact that is being made. */
  public Path stagingPath() {
    return staging.resolve("artifact-" + Trees.randomName(RANDOM, 12));
  }

  /**
   * Takes over a finished artifact, and makes room for it. The staged file is gone afterwards in any case.
   *
   * @param told the checksum that the worker has given; where the dialect's execute workers are told it as well, an
   *     artifact that does not have it is refused
   */
  public Future<Artifact> put(ArtifactKey key, Path staged, Bytes told) {
    return loop.blocking(() -> moveIn(key, staged, told)).map(entry -> {
      Entry old = entries.remove(key.id());
      if (old != null) {
        bytes -= old.size();
        if (!old.path().equals(entry.path())) {
          delete(old.path());
        }
      }
      add(key.id(), entry);
      prune();
      return entry.verified().orElseThrow();
    });
  }

  /** Blocking. */
  private Entry moveIn(ArtifactKey key, Path staged, Bytes told) throws IOException {
    try {
      byte[] contents = Files.readAllBytes(staged);
      Optional<Bytes> checksum = dialect.artifactChecksum(contents);
      if (checksum.isPresent() && !checksum.get().equals(told)) {
        throw new IOException("the artifact has checksum " + checksum.get() + ", its worker says " + told);
      }
      Hash digest = Hash.blake2b256(contents);
      Path path = directory.resolve(key.id().toHex() + "-" + digest.toHex() + ".pvf");
      // Cache directories are cleared while hosts run, by people and by cleaners of the system.
      Files.createDirectories(directory);
      // The same file, perhaps of another host: replaced, it would look changed to those who have it verified.
      if (!(Files.isRegularFile(path) && digest(path).equals(digest))) {
        Files.move(staged, path, StandardCopyOption.ATOMIC_MOVE);
      }
      BasicFileAttributes looks = Files.readAttributes(path, BasicFileAttributes.class);
      Artifact artifact = artifact(key, path, looks, checksum);
      return new Entry(path, digest, artifact.size(), Optional.of(artifact));
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Forgets an artifact and removes its file. */
  public Future<Void> remove(Artifact artifact) {
    Hash id = artifact.key().id();
    Entry entry = entries.get(id);
    if (entry != null) {
      forget(id, entry);
    }
    return delete(artifact.path());
  }

  /** Number of artifacts. */
  public int count() {
    return entries.size();
  }

  /** Bytes of all artifacts together. */
  public long bytes() {
    return bytes;
  }

  private void add(Hash id, Entry entry) {
    entries.put(id, entry);
    bytes += entry.size();
  }

  private void forget(Hash id, Entry entry) {
    // Another entry may have taken its place while the file was looked at.
    Entry current = entries.get(id);
    if (current != null && current.path().equals(entry.path())) {
      entries.remove(id);
      bytes -= current.size();
    }
  }

  /** Makes the total fit; the most recently used artifact stays in any case, for somebody is about to use it. */
  private void prune() {
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes > maxBytes && entries.size() > 1) {
      Entry next = oldest.next();
      oldest.remove();
      bytes -= next.size();
      delete(next.path());
    }
  }

  private Future<Void> delete(Path file) {
    return loop.blocking(() -> {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("artifact {} cannot be removed: {}", file, e.toString());
      }
      return null;
    });
  }

  private static Artifact artifact(ArtifactKey key, Path path, BasicFileAttributes looks, Optional<Bytes> checksum) {
    return new Artifact(key, path, looks.size(), looks.lastModifiedTime().toMillis(), checksum);
  }

  private static Hash digest(Path file) throws IOException {
    return Hash.blake2b256(Files.readAllBytes(file));
  }
}

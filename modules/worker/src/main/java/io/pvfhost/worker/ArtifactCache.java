package io.pvfhost.worker;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The artifacts loaded last, most recent first, so that the next job for the same code finds it compiled. An artifact
 * is the same only if every byte is: names, inodes and hashes say nothing of a file that somebody truncated or replaced
 * between two jobs. Comparing costs less than reading the file did.
 *
 * <p>Used by one job thread at a time; the start and the end of a job thread order their accesses.
 */
final class ArtifactCache {
  /** A worker sees few codes: its host sends the same code to the same worker if it can. */
  static final int MAX_ARTIFACTS = 4;
  /** Artifact bytes kept at most, unless a single one is larger. Loaded they take several times as much. */
  static final long MAX_BYTES = 64L << 20;
  /**
   * Bytes of classes above which only the newest artifact is kept: well below the JVM's limit, at which the next job
   * would fail. The JVM frees the classes of the others before it fails for lack of room.
   */
  static final long MAX_CLASS_BYTES = 128L << 20;

  private static final Optional<MemoryPoolMXBean> METASPACE = ManagementFactory.getMemoryPoolMXBeans().stream()
      .filter(pool -> pool.getName().equals("Metaspace")).findFirst();

  private final PvfEngine engine;
  private final LongSupplier classBytes;
  private final Deque<Entry> entries = new ArrayDeque<>();

  private record Entry(Bytes artifact, LoadedPvf pvf) {
  }

  ArtifactCache(PvfEngine engine) {
    this(engine, ArtifactCache::metaspace);
  }

  /** @param classBytes tells how many bytes the classes of the process take */
  ArtifactCache(PvfEngine engine, LongSupplier classBytes) {
    this.engine = engine;
    this.classBytes = classBytes;
  }

  private static long metaspace() {
    return METASPACE.map(pool -> pool.getUsage().getUsed()).orElse(0L);
  }

  /**
   * The loaded form of {@code artifact}.
   *
   * @throws ArtifactException if it cannot be loaded; nothing is kept of it
   */
  LoadedPvf load(Bytes artifact) throws ArtifactException {
    Entry entry = take(artifact);
    if (entry == null) {
      entry = new Entry(artifact, engine.load(artifact.array()));
    }
    entries.addFirst(entry);
    trim();
    return entry.pvf();
  }

  private Entry take(Bytes artifact) {
    for (Iterator<Entry> it = entries.iterator(); it.hasNext(); ) {
      Entry entry = it.next();
      if (entry.artifact().equals(artifact)) {
        it.remove();
        return entry;
      }
    }
    return null;
  }

  private void trim() {
    boolean crowded = classBytes.getAsLong() > MAX_CLASS_BYTES;
    long bytes = 0;
    int kept = 0;
    for (Iterator<Entry> it = entries.iterator(); it.hasNext(); ) {
      bytes += it.next().artifact().length();
      kept++;
      if (kept > 1 && (crowded || kept > MAX_ARTIFACTS || bytes > MAX_BYTES)) {
        it.remove();
      }
    }
  }
}

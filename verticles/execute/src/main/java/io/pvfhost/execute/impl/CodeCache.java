package io.pvfhost.execute.impl;

import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.host.HostLoop;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Validation code on one host's disk, in files named by its hash, for later jobs that come with the hash only and for
 * other nodes.
 *
 * <p>What is read is checked against its hash before it is used, so that a file that was cut short by a crash or
 * changed by somebody does no more harm than to be removed. Least recently used code goes when the total exceeds its
 * bound. Hosts may share the directory. The index belongs to one loop; files are touched on worker threads.
 */
final class CodeCache {

  private static final Logger LOG = LoggerFactory.getLogger(CodeCache.class);
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.wasm");

  private final HostLoop loop;
  private final Path directory;
  private final Path staging;
  private final long maxBytes;
  private final Counters counters;
  /** Sizes, least recently used first. */
  private final LinkedHashMap<Hash, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Hash> writing = new HashSet<>();
  private long bytes;
  private boolean writable = true;

  private CodeCache(HostLoop loop, Path directory, Path staging, long maxBytes, Counters counters) {
    this.loop = loop;
    this.directory = directory;
    this.staging = staging;
    this.maxBytes = maxBytes;
    this.counters = counters;
  }

  /**
   * Opens a cache.
   *
   * @param directory holds the code
   * @param staging holds files that are not complete yet, on the same file system
   * @param maxBytes of all code together
   */
  static Future<CodeCache> open(HostLoop loop, Path directory, Path staging, long maxBytes,
      Counters counters) {
    return loop.blocking(() -> list(directory)).map(found -> {
      CodeCache cache = new CodeCache(loop, directory, staging, maxBytes, counters);
      found.forEach(cache::add);
      cache.prune();
      return cache;
    });
  }

  /** Blocking: sizes by hash, the eldest first. */
  private static Map<Hash, Long> list(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<File> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.wasm")) {
      stream.forEach(path -> files.add(path.toFile()));
    }
    files.sort(Comparator.comparingLong(File::lastModified));
    Map<Hash, Long> found = new LinkedHashMap<>();
    for (File file : files) {
      Matcher name = NAME.matcher(file.getName());
      if (name.matches() && file.length() <= PvfLimits.MAX_CODE_BYTES) {
        found.put(Hash.fromHex(name.group(1)), file.length());
      }
    }
    return found;
  }

  /** Whether some code is believed to be here; its file may be gone or damaged all the same. */
  boolean contains(Hash code) {
    return sizes.containsKey(code);
  }

  /** The size of some code in bytes, if it is believed to be here. */
  OptionalLong length(Hash code) {
    Long size = sizes.get(code);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** Some code, checked; empty when it is not here, or its file is gone or damaged, which makes it forgotten. */
  Future<Optional<ValidationCode>> get(Hash code) {
    if (sizes.get(code) == null) {
      return loop.succeeded(Optional.empty());
    }
    return loop.blocking(() -> read(code)).map(found -> {
      if (found.isEmpty()) {
        counters.add("code_damaged");
        forget(code);
      }
      return found;
    });
  }

  /** Blocking. */
  private Optional<ValidationCode> read(Hash code) {
    Path file = path(code);
    try {
      if (Files.size(file) <= PvfLimits.MAX_CODE_BYTES) {
        ValidationCode found = ValidationCode.of(Bytes.wrap(Files.readAllBytes(file)));
        if (found.hash().equals(code)) {
          return Optional.of(found);
        }
      }
      LOG.warn("validation code {} is damaged and is removed", file);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("validation code {} cannot be read: {}", file, e.toString());
    }
    return Optional.empty();
  }

  /**
   * Keeps some code, and makes room for it; does nothing when it is here or on its way. Code above the bound of all
   * is not kept. The future never fails: without its cache, a host is slower.
   *
   * @param code with its bytes
   */
  Future<Void> put(ValidationCode code) {
    Bytes blob = code.blob().orElseThrow();
    Hash hash = code.hash();
    // Asking for the size marks the code as used.
    if (sizes.get(hash) != null || blob.length() > maxBytes || !writing.add(hash)) {
      return loop.succeeded(null);
    }
    return loop.blocking(() -> write(hash, blob)).transform(written -> {
      writing.remove(hash);
      if (written.succeeded()) {
        writable = true;
        add(hash, blob.length());
        prune();
      } else if (writable) {
        writable = false;
        LOG.warn("validation code cannot be kept in {}: {}", directory, written.cause().toString());
      }
      return loop.succeeded(null);
    });
  }

  /** Blocking. Seen under its name, a file is complete. */
  private Void write(Hash hash, Bytes blob) throws IOException {
    // Cache directories are cleared while hosts run, by people and by cleaners of the system.
    Files.createDirectories(directory);
    Path staged = staging.resolve("code-" + UUID.randomUUID());
    try {
      Files.write(staged, blob.array());
      Files.move(staged, path(hash), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(staged);
    }
    return null;
  }

  private Path path(Hash code) {
    return directory.resolve(code.toHex() + ".wasm");
  }

  private void add(Hash code, long size) {
    sizes.put(code, size);
    bytes += size;
  }

  private void forget(Hash code) {
    Long size = sizes.remove(code);
    if (size != null) {
      bytes -= size;
    }
  }

  private void prune() {
    Iterator<Map.Entry<Hash, Long>> eldest = sizes.entrySet().iterator();
    while (bytes > maxBytes) {
      Map.Entry<Hash, Long> next = eldest.next();
      bytes -= next.getValue();
      delete(path(next.getKey()));
      eldest.remove();
    }
  }

  private void delete(Path file) {
    loop.blocking(() -> Files.deleteIfExists(file)).onFailure(
        failure -> LOG.warn("validation code {} cannot be removed: {}", file, failure.toString()));
  }
}

package io.pvfhost.host;

import io.pvfhost.scale.Bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * A prepared artifact on this host's disk, with what its file looked like when its contents were last verified.
 *
 * @param key what it was made from
 * @param path its file
 * @param size bytes
 * @param lastModified milliseconds, as the file system tells
 * @param checksum by which execute workers know the artifact; empty if their dialect does not send it
 */
public record Artifact(ArtifactKey key, Path path, long size, long lastModified, Optional<Bytes> checksum) {

  /** Checks that everything is there. */
  public Artifact {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(checksum, "checksum");
  }

  /**
   * Whether a file, a hard link to the artifact, still looks as verified: blocking, one system call. A change of the
   * contents shows in size or time; a full check follows whenever a worker cannot load it.
   */
  boolean unchanged(Path link) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(link, BasicFileAttributes.class);
    return attributes.size() == size && attributes.lastModifiedTime().toMillis() == lastModified;
  }
}

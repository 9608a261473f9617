package io.pvfhost.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A prepared artifact on this host's disk, with what its file looked like when its contents were last verified.
 *
 * @param key what it was made from
 * @param path its file
 * @param size bytes
 * @param lastModified milliseconds, as the file system tells
 */
public record Artifact(ArtifactKey key, Path path, long size, long lastModified) {

  /** Describes a file whose contents have just been verified; blocking. */
  static Artifact verified(ArtifactKey key, Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Artifact(key, path, attributes.size(), attributes.lastModifiedTime().toMillis());
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

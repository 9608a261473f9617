package io.pvfhost.benchmarks;

import io.pvfhost.cluster.ClusterKeys;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Temporary directories of one host at a time, removed at the end. */
final class Workspace implements AutoCloseable {

  private final Path root;

  private Workspace(Path root) {
    this.root = root;
  }

  static Workspace create() throws IOException {
    Path root = Files.createTempDirectory("pvf-bench");
    Files.createDirectory(root.resolve("s"));
    return new Workspace(root);
  }

  /** The directory of all of it, with {@code s} for sockets in it. */
  Path root() {
    return root;
  }

  /** Cache directory of the host. */
  Path cache() {
    return root.resolve("cache");
  }

  /** Directory for sockets. */
  Path sockets() {
    return root.resolve("s");
  }

  /** Writes a file that is removed with the workspace. */
  Path file(String name, byte[] contents) throws IOException {
    return Files.write(root.resolve(name), contents);
  }

  /** Makes a key for a cluster. */
  Path newKey() throws IOException {
    Path key = root.resolve("cluster.key");
    ClusterKeys.generate(key);
    return key;
  }

  /** Every file and directory that there is now. */
  List<Path> entries() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
        Files.delete(directory);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}

package io.pvfhost.node;

import io.pvfhost.execute.HostOptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Whether the directories of a node can be used. */
final class DirectoryChecks {

  /** What the host appends to the socket directory, at its longest. */
  private static final String SOCKET_NAME = "/pvf-host-execute-RRRRRRRRRR";
  /** The longest path of a unix socket on Linux. */
  private static final int MAX_SOCKET_PATH_BYTES = 107;
  private static final long MIB = 1 << 20;

  private DirectoryChecks() {
  }

  static List<Finding> all(NodeOptions options) {
    List<Finding> findings = new ArrayList<>();
    for (String directory : each(HostOptions::getCacheDirectory, options)) {
      findings.add(cache(directory));
    }
    for (String directory : each(HostOptions::getSocketDirectory, options)) {
      findings.add(sockets(directory));
    }
    return findings;
  }

  private static Set<String> each(Function<HostOptions<?>, String> getter, NodeOptions options) {
    Set<String> directories = new LinkedHashSet<>();
    directories.add(getter.apply(options.execute()));
    directories.add(getter.apply(options.prepare()));
    return directories;
  }

  private static Finding cache(String directory) {
    return check("cache directory", directory, path -> {
      Path probe = Files.createTempFile(path, "doctor", "");
      Path link = probe.resolveSibling(probe.getFileName() + "-link");
      try {
        Files.createLink(link, probe);
      } catch (UnsupportedOperationException | IOException e) {
        throw new IOException("hard links cannot be made: " + e.getMessage(), e);
      } finally {
        Files.deleteIfExists(link);
        Files.delete(probe);
      }
      return "writable, hard links can be made, " + freeSpace(path);
    });
  }

  private static Finding sockets(String directory) {
    int length = (directory + SOCKET_NAME).getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_PATH_BYTES) {
      return Finding.missing("socket directory", directory + ": paths of sockets in it have " + length + " bytes, "
          + MAX_SOCKET_PATH_BYTES + " are possible: choose a shorter one");
    }
    return check("socket directory", directory, path -> {
      Files.delete(Files.createTempFile(path, "doctor", ""));
      return "writable, paths of sockets in it have " + length + " bytes of at most " + MAX_SOCKET_PATH_BYTES;
    });
  }

  private static Finding check(String name, String directory, Check check) {
    try {
      Path path = Path.of(directory);
      Files.createDirectories(path);
      return Finding.ok(name, directory + ": " + check.run(path));
    } catch (IOException | InvalidPathException e) {
      return Finding.missing(name, directory + ": cannot be used: " + LocalNode.message(e));
    }
  }

  private static String freeSpace(Path path) throws IOException {
    return Files.getFileStore(path).getUsableSpace() / MIB + " MiB free";
  }

  private interface Check {
    String run(Path directory) throws IOException;
  }
}

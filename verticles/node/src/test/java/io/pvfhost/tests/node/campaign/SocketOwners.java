package io.pvfhost.tests.node.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which process a loopback connection comes from, by Linux's tables. */
final class SocketOwners {

  private static final int LOCAL_ADDRESS = 1;
  private static final int INODE = 9;
  private static final int HEX = 16;

  private SocketOwners() {
  }

  /**
   * @param port local port of the connection's other end
   * @param processes names by process id
   * @return the name of the process that has the port open; empty when none of them has
   */
  static String of(int port, Map<Long, String> processes) {
    try {
      Optional<String> inode = inode(port);
      if (inode.isPresent()) {
        for (Map.Entry<Long, String> process : processes.entrySet()) {
          if (hasOpen(process.getKey(), "socket:[" + inode.get() + "]")) {
            return process.getValue();
          }
        }
      }
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> inode(int port) throws IOException {
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of(table))) {
        Optional<String> found = lines.skip(1).map(line -> line.trim().split("\\s+"))
            .filter(row -> Integer.parseInt(row[LOCAL_ADDRESS].split(":")[1], HEX) == port && !"0".equals(row[INODE]))
            .map(row -> row[INODE]).findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasOpen(long pid, String link) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.anyMatch(file -> {
        try {
          return Files.readSymbolicLink(file).toString().equals(link);
        } catch (IOException closedMeanwhile) {
          return false;
        }
      });
    } catch (NoSuchFileException processEnded) {
      return false;
    }
  }
}

package io.pvfhost.tests.host;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What this process holds, as the kernel tells: child processes, threads by name and open files by kind. */
final class LeakCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Path SELF = Path.of("/proc/self");
  /** Threads of the JVM, of the JDK's and the test libraries' shared pools: they come and go as they like. */
  private static final Pattern SHARED_THREADS = Pattern.compile(
      "(globalEventExe|C1 |C2 |GC |G1 |VM |process reaper|Common-Cleaner|awaitility|ForkJoinPool|CompletableFut"
          + "|Cleaner-|surefire|junit-|Attach Listener|Signal Disp|java).*");
  /** Opened once, when a class is loaded or the random generator is first used. */
  private static final Pattern SHARED_FILES = Pattern.compile(".*(\\.jar|/modules|/dev/u?random)");

  static {
    // The JDK keeps one descriptor for life from the first socket on.
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final Map<String, Integer> threads;
  private final Map<String, Integer> files;

  private LeakCheck(Map<String, Integer> threads, Map<String, Integer> files) {
    this.threads = threads;
    this.files = files;
  }

  /** What is held now. */
  static LeakCheck start() {
    return new LeakCheck(threads(), files());
  }

  /** Waits until there are no child processes, and no threads and open files beyond those at the start. */
  void assertNothingLeft() {
    assertNoProcessesAndFilesLeft();
    await(() -> assertEquals(Map.of(), beyond(threads, threads()), "threads"));
  }

  /** Like {@link #assertNothingLeft}, but threads are not looked at. */
  void assertNoProcessesAndFilesLeft() {
    await(() -> assertEquals(List.of(), ProcessHandle.current().descendants().map(LeakCheck::describe).toList(),
        "child processes"));
    await(() -> assertEquals(Map.of(), beyond(files, files()), "open files"));
  }

  private static void await(org.awaitility.core.ThrowingRunnable assertion) {
    Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
        .untilAsserted(assertion);
  }

  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().command().orElse("?");
  }

  private static Map<String, Integer> threads() {
    return count(names("task").flatMap(id -> read(() -> Files.readString(SELF.resolve("task/" + id + "/comm")).strip()))
        .filter(name -> !SHARED_THREADS.matcher(name).matches()));
  }

  private static Map<String, Integer> files() {
    return count(names("fd").flatMap(fd -> read(() -> Files.readSymbolicLink(SELF.resolve("fd/" + fd)).toString()))
        .filter(target -> !SHARED_FILES.matcher(target).matches())
        .map(target -> target.replaceAll("[0-9]+", "N")));
  }

  /** The entries of a directory, less the one by which it is listed. */
  private static Stream<String> names(String directory) {
    try (Stream<Path> entries = Files.list(SELF.resolve(directory))) {
      return new ArrayList<>(entries.map(entry -> entry.getFileName().toString()).toList()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Read {
    String run() throws IOException;
  }

  /** Empty when the thread or the file is gone meanwhile. */
  private static Stream<String> read(Read read) {
    try {
      return Stream.of(read.run());
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Map<String, Integer> count(Stream<String> names) {
    return names.collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
  }

  private static Map<String, Integer> beyond(Map<String, Integer> before, Map<String, Integer> now) {
    Map<String, Integer> more = new TreeMap<>(now);
    before.forEach((name, count) -> more.merge(name, -count, Integer::sum));
    more.values().removeIf(count -> count <= 0);
    return more;
  }
}

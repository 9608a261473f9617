package io.pvfhost.tests.host;

import io.pvfhost.host.RunDir;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Scratch directories of hosts that live, die and start at the same time in one cache directory. */
@Timeout(60)
class RunDirTest {

  @TempDir
  Path cache;
  private final List<Host> hosts = new CopyOnWriteArrayList<>();
  private LeakCheck leaks;

  @BeforeEach
  void start() {
    leaks = LeakCheck.start();
  }

  @AfterEach
  void nothingLeft() {
    hosts.forEach(host -> host.process.destroyForcibly());
    leaks.assertNothingLeft();
  }

  private Host host() throws IOException {
    Host host = new Host(cache);
    hosts.add(host);
    return host;
  }

  /** Another host in a process of its own. */
  private static final class Host {

    private final Process process;
    private final Path run;

    Host(Path cache) throws IOException {
      process = new ProcessBuilder(Rig.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
          System.getProperty("java.class.path"), RunDirHost.class.getName(), cache.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
      run = Path.of(process.inputReader(StandardCharsets.UTF_8).readLine());
    }

    void end(char how) throws Exception {
      process.getOutputStream().write(how);
      process.getOutputStream().close();
      assertEquals(0, process.waitFor());
    }
  }

  @Test
  void aRunLeavesNothing() throws IOException {
    try (RunDir run = RunDir.open(cache)) {
      assertTrue(Files.isDirectory(run.path()));
      assertEquals("rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())));
      Files.createDirectories(run.path().resolve("a/b"));
    }
    assertEquals(List.of(), Rig.entries(cache));
  }

  @Test
  void whatADeadHostLeftIsRemovedByTheNext() throws Exception {
    Host dead = host();
    dead.end('k');
    assertTrue(Files.exists(dead.run.resolve("worker-dir-execute-000000")));
    try (RunDir run = RunDir.open(cache)) {
      assertEquals(List.of(run.path()), Rig.entries(cache));
    }
  }

  @Test
  void aLiveHostIsLeftAlone() throws Exception {
    Host live = host();
    try (RunDir run = RunDir.open(cache)) {
      assertTrue(Files.exists(live.run.resolve("worker-dir-execute-000000")));
      assertTrue(Files.exists(run.path()));
    }
    live.end('c');
    assertEquals(List.of(), Rig.entries(cache));
  }

  @Test
  void runsOfOneProcessDoNotUnlockEachOtherForOtherProcesses() throws Exception {
    try (RunDir first = RunDir.open(cache); RunDir second = RunDir.open(cache)) {
      Host other = host();
      assertTrue(Files.exists(first.path()), "the first is still locked");
      assertTrue(Files.exists(second.path()), "the second is still locked");
      other.end('c');
    }
    assertEquals(List.of(), Rig.entries(cache));
  }

  @Test
  void runsThatStartAtTheSameTimeDoNotRemoveEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> runs = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        runs.add(threads.submit((Callable<Void>) this::openAndClose));
      }
      for (Future<Void> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(), Rig.entries(cache));
  }

  private Void openAndClose() throws IOException {
    try (RunDir run = RunDir.open(cache)) {
      Path file = Files.createFile(run.path().resolve("file"));
      Thread.onSpinWait();
      assertTrue(Files.exists(file));
    }
    return null;
  }

  @Test
  void processesThatStartAtTheSameTimeDoNotRemoveEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Host>> starts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        starts.add(threads.submit(this::host));
      }
      for (Future<Host> start : starts) {
        assertTrue(Files.exists(start.get().run.resolve("worker-dir-execute-000000")));
      }
      for (Future<Host> start : starts) {
        assertTrue(Files.exists(start.get().run.resolve("worker-dir-execute-000000")), "after all have started");
        start.get().end('c');
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(), Rig.entries(cache));
  }

  @Test
  void aDeadRunThatCannotBeRemovedDoesNotKeepTheHostFromStarting() throws Exception {
    Host dead = host();
    dead.end('k');
    Path stuck = Files.createFile(dead.run.resolve("stuck"));
    assumeTrue(Rig.trySh("chattr", "+i", stuck.toString()) == 0, "needs root and a file system with immutable files");
    try (RunDir run = RunDir.open(cache)) {
      assertTrue(Files.isDirectory(run.path()));
      assertTrue(Files.exists(stuck));
    } finally {
      Rig.trySh("chattr", "-i", stuck.toString());
    }
    RunDir.open(cache).close();
    assertFalse(Files.exists(stuck), "removed as soon as it can be");
  }

  @Test
  void aCacheDirectoryThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    IOException failure = assertThrows(IOException.class, () -> RunDir.open(file));
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
  }

  @Test
  void linksInsideARunAreNotFollowed() throws IOException {
    Path outside = Files.createDirectory(cache.resolve("outside"));
    Files.createFile(outside.resolve("file"));
    try (RunDir run = RunDir.open(cache)) {
      Files.createSymbolicLink(run.path().resolve("link"), outside);
    }
    assertTrue(Files.exists(outside.resolve("file")));
  }
}

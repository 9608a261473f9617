package io.pvfhost.tests.worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class CommandLineIT {
  @TempDir
  private Path dir;

  private record Run(int exitCode, String stdout, String stderr) {
  }

  private Run run(String... words) throws IOException, InterruptedException {
    try (WorkerProcess process = WorkerProcess.start(dir, Map.of(), List.of(words))) {
      return new Run(process.exitCode(), process.stdout(), process.stderr());
    }
  }

  @Test
  void versionIsOneBareLine() throws Exception {
    Run full = run("--full-version");
    Run version = run("--version");
    assertEquals(0, version.exitCode());
    assertTrue(version.stdout().matches("[0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R"), version.stdout());
    assertEquals("", version.stderr());
    assertEquals(version, run("-v"));
    assertEquals(0, full.exitCode());
    assertTrue(full.stdout().startsWith(version.stdout().trim() + "-"), full.stdout());
  }

  @Test
  void helpIsWhatOneGetsWithoutArguments() throws Exception {
    Run help = run("--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.stdout().contains("--worker-dir-path DIR"), help.stdout());
    assertEquals(help, run("-h"));
    assertEquals(help, run());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "--check-can-enable-landlock",
    "--check-can-enable-seccomp",
    "--check-can-unshare-user-namespace-and-change-root",
    "--check-can-do-secure-clone",
  })
  void aCheckForConfinementThatThereIsNotExitsWithAReason(String check) throws Exception {
    Run run = run(check, dir.toString());
    assertEquals(255, run.exitCode());
    assertEquals("", run.stdout());
    assertFalse(run.stderr().isBlank());
  }

  @Test
  void sleepsWhenAskedTo() throws Exception {
    assertEquals(new Run(0, "", ""), run("test-sleep"));
  }

  @Test
  void wordsThatMakeNoSensePanic() throws Exception {
    assertEquals(new Run(101, "", "unknown word: execute" + System.lineSeparator()), run("execute"));
    assertEquals(101, run("execute-worker", "--socket-path", "/nowhere").exitCode());
    assertEquals(101, run("prepare-worker", "--socket", "/s", "--worker-dir-path", "/d").exitCode());
  }

  @Test
  void warmUpRunsBothProgramsAndLeavesNothing() throws Exception {
    assertEquals(new Run(0, "", ""), run("warm-up"));
    try (Stream<Path> left = Files.list(dir)) {
      assertEquals(List.of(), left.filter(Files::isDirectory).toList());
    }
  }

  @Test
  void anotherVersionEndsTheWorkerAndSparesItsParent() throws Exception {
    Run run = run("execute-worker", "--node-impl-version", "0.0.0", "--socket-path", dir + "/s",
        "--worker-dir-path", dir.toString());
    assertEquals(1, run.exitCode());
    assertTrue(run.stderr().contains("version mismatch: the host wants 0.0.0, this worker is "), run.stderr());
  }

  @Test
  void aWorkerDirThatIsNotThereEndsTheWorker() throws Exception {
    Run run = run("execute-worker", "--socket-path", dir + "/s", "--worker-dir-path", dir + "/missing");
    assertEquals(1, run.exitCode());
    assertTrue(run.stderr().contains("cannot list the worker dir"), run.stderr());
  }

  @Test
  void aSocketThatIsNotThereEndsTheWorker() throws Exception {
    Run run = run("prepare-worker", "--socket-path", dir + "/s", "--worker-dir-path", dir.toString());
    assertEquals(1, run.exitCode());
    assertTrue(run.stderr().contains("cannot connect to"), run.stderr());
  }
}

package io.pvfhost.tests.node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DoctorTest {

  @TempDir
  private Path dir;

  @Test
  void findsEverythingNeededHere() {
    Pvf pvf = Pvf.run("doctor");
    assertEquals(0, pvf.exitCode(), pvf.out());
    for (String name : List.of("system", "epoll", "java", "processors", "memory", "landlock", "seccomp",
        "user namespaces", "cache directory", "socket directory", "worker process")) {
      assertTrue(pvf.out().lines().anyMatch(line -> line.startsWith(name, 9)), name + " in\n" + pvf.out());
    }
  }

  @Test
  void findsASocketDirectoryThatIsTooLongAndThatNoWorkerStarts() throws IOException {
    Pvf pvf = doctor("common: {socketDirectory: " + dir.resolve("x".repeat(100)) + ", spawnAttempts: 1}");
    assertEquals(1, pvf.exitCode(), pvf.out());
    assertMissing("socket directory", pvf);
    assertMissing("worker process", pvf);
  }

  @Test
  void findsACacheDirectoryThatIsNone() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    Pvf pvf = doctor("common: {cacheDirectory: " + file + "}");
    assertEquals(1, pvf.exitCode(), pvf.out());
    assertMissing("cache directory", pvf);
    assertMissing("worker process", pvf);
  }

  @Test
  void saysWhyADirectoryCannotBeUsed() throws IOException {
    Pvf pvf = doctor("common: {cacheDirectory: /proc/none}");
    assertTrue(pvf.out().contains("/proc/none: cannot be used: /proc/none: no such file"), pvf.out());
  }

  private Pvf doctor(String yaml) throws IOException {
    return Pvf.run("doctor", "--config", Files.writeString(dir.resolve("node.yaml"), yaml).toString());
  }

  private static void assertMissing(String name, Pvf pvf) {
    assertTrue(pvf.out().lines().anyMatch(line -> line.startsWith("MISSING  " + name)), name + " in\n" + pvf.out());
  }
}

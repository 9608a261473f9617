package io.pvfhost.tests.node;

import io.pvfhost.node.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command line in a JVM of its own, as the launcher starts it. */
class NodeProcessTest {

  private static final int SIGTERM_EXIT = 143;

  @TempDir
  private Path dir;
  private Process process;

  @AfterEach
  void killWhatIsLeft() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void aNodeServesUntilSigtermAndLeavesNothingBehind() throws Exception {
    Path sockets = Files.createTempDirectory(Path.of("/tmp"), "pvf");
    Path cache = dir.resolve("cache");
    Path config = Files.writeString(dir.resolve("node.yaml"), "common: {cacheDirectory: " + cache
        + ", socketDirectory: " + sockets + "}\nexecute: {hostId: tester}\n");
    start("node", "--config", config.toString());
    try (BufferedReader out = process.inputReader()) {
      String ready = out.readLine();
      assertTrue(ready != null && ready.startsWith("pvf node ready: host tester, pid " + process.pid()), ready);
      List<ProcessHandle> workers = awaitWorkers();
      process.toHandle().destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(SIGTERM_EXIT, process.exitValue());
      workers.forEach(worker -> assertFalse(worker.isAlive(), "worker " + worker.pid()));
      assertEquals("", out.lines().reduce("", String::concat));
    }
    assertEquals(List.of(), list(sockets));
    assertEquals(List.of(), list(cache).stream().filter(name -> name.startsWith("run-")).toList());
    Files.delete(sockets);
  }

  @Test
  void aNodeThatCannotStartSaysWhyAndEndsWith3() throws Exception {
    Path config = Files.writeString(dir.resolve("node.yaml"), "common: {workerCommand: [/no/such/worker]}\n");
    start("node", "--config", config.toString());
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(3, process.exitValue(), err);
    assertTrue(err.contains("pvf node: ") && err.contains("/no/such/worker"), err);
    assertFalse(err.contains("\tat "), err);
  }

  @Test
  void theExitCodeOfACommandIsThatOfItsProcess() throws Exception {
    start("demo", "--jobs", "0");
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(2, process.exitValue());
  }

  private void start(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    process = new ProcessBuilder(command).start();
  }

  private List<ProcessHandle> awaitWorkers() {
    return Awaitility.await().atMost(Duration.ofSeconds(30))
        .until(() -> process.toHandle().descendants().toList(), workers -> !workers.isEmpty());
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

package io.pvfhost.tests.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A process of the delivered jar with an environment of the test's choice. Closing it kills it and waits for it. */
final class WorkerProcess implements AutoCloseable {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String JAR = System.getProperty("pvf.worker.jar");
  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  /** From this JDK on a library that loads native code is reported on standard error unless that is allowed. */
  private static final int FIRST_JDK_THAT_WARNS = 24;

  private final Process process;
  private final Path stdout;
  private final Path stderr;

  private WorkerProcess(Process process, Path stdout, Path stderr) {
    this.process = process;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Starts {@code java -cp JAR Main words...}; its outputs go to files in {@code logs}. */
  static WorkerProcess start(Path logs, Map<String, String> environment, List<String> words) throws IOException {
    String name = UUID.randomUUID().toString();
    Path stdout = logs.resolve(name + ".out");
    Path stderr = logs.resolve(name + ".err");
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.addAll(FLAGS);
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Djava.io.tmpdir=" + logs);
    command.addAll(List.of("-cp", JAR, "io.pvfhost.worker.Main"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
    return new WorkerProcess(builder.start(), stdout, stderr);
  }

  Process process() {
    return process;
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  String stdout() throws IOException {
    return Files.readString(stdout);
  }

  String stderr() throws IOException {
    return Files.readString(stderr);
  }

  /** What every run of a worker must keep to: nothing on standard output. */
  void assertSilentOnStdout() throws IOException {
    assertEquals("", stdout());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}

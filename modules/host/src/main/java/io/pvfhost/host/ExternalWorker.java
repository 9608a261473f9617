package io.pvfhost.host;

import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.Dialect;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A worker program of somebody else's, given by its command line. All methods block. */
public final class ExternalWorker {

  private static final int MAX_VERSION_BYTES = 256;
  private static final long VERSION_SECONDS = 5;

  private ExternalWorker() {
  }

  /**
   * Checks that the program is there and learns what the host must know of it.
   *
   * @param command program file, its path may be relative, and the arguments that come before the protocol's; these
   *     are passed on as they are, to a process that runs in its worker directory
   * @param version what the program prints for {@code --version}; empty to ask it
   * @param dialect the dialect that the program of a version speaks, or {@link IllegalArgumentException}: for instance
   *     {@link Dialect#ofNodeVersion}
   * @param rules label of the rule set of its release; nothing on the wire tells, and the program is not told either
   * @throws IOException if the file is missing or not executable, or version or dialect cannot be had
   */
  public static WorkerProgram program(WorkerKind kind, List<String> command, String version,
      Function<String, Dialect> dialect, String rules) throws IOException {
    Path file = Path.of(command.get(0)).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new IOException("the " + kind.word() + " worker program " + file + " does not exist");
    }
    if (!Files.isExecutable(file)) {
      throw new IOException("the " + kind.word() + " worker program " + file + " is not executable");
    }
    List<String> resolved = new ArrayList<>(command);
    resolved.set(0, file.toString());
    String known = version.isEmpty() ? askVersion(resolved) : version;
    return new WorkerProgram(kind, resolved, known, spoken(file, known, dialect), rules, List.of(),
        contentHash(resolved));
  }

  private static Dialect spoken(Path file, String version, Function<String, Dialect> dialect) throws IOException {
    try {
      return dialect.apply(version);
    } catch (IllegalArgumentException e) {
      throw new IOException("the worker program " + file + " cannot be spoken to: " + e.getMessage(), e);
    }
  }

  private static String askVersion(List<String> command) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.add("--version");
    ProcessBuilder builder = new ProcessBuilder(line).redirectInput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command.get(0) + " --version did not end within " + VERSION_SECONDS + " s");
      }
      // Only what is there already: a child of the program may hold the pipe open for ever.
      byte[] printed = out.readNBytes(Math.min(out.available(), MAX_VERSION_BYTES));
      String text = new String(printed, StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0 || text.isEmpty()) {
        throw new IOException(command.get(0) + " --version printed no version: \"" + text + "\"");
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + command.get(0) + " for its version", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Identifies every file that the command names: with an interpreter, the program proper is an argument. */
  private static Hash contentHash(List<String> command) throws IOException {
    ScaleWriter parts = new ScaleWriter();
    for (String word : command) {
      parts.string(word);
      Path file = Path.of(word);
      if (Files.isRegularFile(file)) {
        parts.raw(Digests.blake2b256(Files.readAllBytes(file)));
      }
    }
    return Hash.blake2b256(parts.toBytes());
  }
}

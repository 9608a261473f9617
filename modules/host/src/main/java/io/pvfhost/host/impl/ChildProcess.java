package io.pvfhost.host.impl;

import io.pvfhost.host.WorkerExit;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A child started by {@link ProcessBuilder} with its output on one pipe.
 *
 * <p>One daemon thread a child drains the pipe, for a full pipe would stop the worker, and keeps the tail as
 * evidence. The exit is reported when the process is reaped and its last words are read; for these it waits {@value
 * #LAST_WORDS_MILLIS} ms at most, for a job process of a foreign worker may hold the pipe open for longer.
 */
public final class ChildProcess implements WorkerProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final long READER_STACK_BYTES = 128 * 1024;
  private static final long LAST_WORDS_MILLIS = 200;

  private final Process process;
  private final String name;
  private final OutputTail tail = new OutputTail();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();

  private ChildProcess(Process process, WorkerKind kind) {
    this.process = process;
    this.name = kind.subcommand() + " " + process.pid();
  }

  /** Takes over a started process whose error stream is merged into its output. */
  public static ChildProcess watch(Process process, WorkerKind kind) {
    ChildProcess child = new ChildProcess(process, kind);
    Thread reader = new Thread(null, child::drain, "output of " + child.name, READER_STACK_BYTES);
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public CompletionStage<WorkerExit> exit() {
    return process.onExit().thenCompose(p -> drained.copy()
        .completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
        .thenApply(done -> new WorkerExit(p.exitValue(), tail.text())));
  }

  @Override
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public Optional<Duration> cpuTime() {
    return ProcStat.cpuTime(process.pid());
  }

  private void drain() {
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = BoundedLines.next(lines); line != null; line = BoundedLines.next(lines)) {
        tail.add(line);
        LOG.debug("{}: {}", name, line);
      }
    } catch (IOException | UncheckedIOException e) {
      // The JDK closes the stream under the reader when the process is reaped.
      LOG.trace("{}: output ended: {}", name, e.getMessage());
    } finally {
      drained.complete(null);
    }
  }
}

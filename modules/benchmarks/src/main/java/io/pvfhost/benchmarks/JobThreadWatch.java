package io.pvfhost.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Follows the job thread of an embedded worker from outside, and sums up how long it was ready to run but another
 * process had the processor. Its own thread looks every {@value #INTERVAL_MILLIS} ms, as long as the job runs.
 */
final class JobThreadWatch implements AutoCloseable {

  private static final String THREAD_NAME = "execute-job";
  private static final long INTERVAL_MILLIS = 3;
  private static final int WAIT_FIELD = 1;

  private final Thread thread = new Thread(this::watch, "job thread watch");
  private volatile boolean closed;
  private volatile long waitNanos;

  static JobThreadWatch start() {
    JobThreadWatch watch = new JobThreadWatch();
    watch.thread.start();
    return watch;
  }

  /** Milliseconds that the job's thread has waited for a processor, as far as seen. */
  double waitMillis() {
    return waitNanos / 1e6;
  }

  private void watch() {
    Optional<Path> statistics = Optional.empty();
    while (!closed) {
      try {
        if (statistics.isEmpty()) {
          statistics = find();
        } else {
          waitNanos = Long.parseLong(Files.readString(statistics.get()).split(" ")[WAIT_FIELD]);
        }
        Thread.sleep(INTERVAL_MILLIS);
      } catch (IOException gone) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Optional<Path> find() {
    for (long pid : Proc.children()) {
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
        for (Path task : threads) {
          if (Files.readString(task.resolve("comm")).strip().equals(THREAD_NAME)) {
            return Optional.of(task.resolve("schedstat"));
          }
        }
      } catch (IOException | DirectoryIteratorException gone) {
        // A thread or process ended while it was looked at; the job's is found at the next look.
        continue;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}

package io.pvfhost.host;

import io.pvfhost.wire.Frames;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Directories and limits of the host side of workers. Immutable; each {@code with} method returns a changed copy.
 *
 * @param cacheDirectory holds worker directories and artifacts; hard links are made inside it, so it is one file system
 * @param socketDirectory holds the sockets while workers connect; short, since a unix socket path has 107 bytes at most
 * @param acceptTimeout how long a started worker may take to connect; protocol and default 3 s
 * @param sendTimeout how long a worker may take to read a job; default 3 s
 * @param maxFrameBytes largest frame accepted from a worker; default {@link Frames#DEFAULT_MAX_FRAME_BYTES}
 * @param wallFactor a job's wall-clock limit as a multiple of its CPU limit; protocol and default 4
 */
public record WorkerHostOptions(Path cacheDirectory, Path socketDirectory, Duration acceptTimeout, Duration sendTimeout,
    long maxFrameBytes, int wallFactor) {

  /** Default accept timeout = 3 s. */
  public static final Duration DEFAULT_ACCEPT_TIMEOUT = Duration.ofSeconds(3);
  /** Default send timeout = 3 s. */
  public static final Duration DEFAULT_SEND_TIMEOUT = Duration.ofSeconds(3);
  /** Default largest frame: see {@link Frames#DEFAULT_MAX_FRAME_BYTES}. */
  public static final long DEFAULT_MAX_FRAME_BYTES = Frames.DEFAULT_MAX_FRAME_BYTES;
  /** Default wall factor = 4. */
  public static final int DEFAULT_WALL_FACTOR = 4;

  /** The longest path that fits {@code sockaddr_un}, without the closing zero. */
  static final int MAX_SOCKET_PATH_BYTES = 107;

  public WorkerHostOptions {
    Objects.requireNonNull(cacheDirectory, "cacheDirectory");
    Objects.requireNonNull(socketDirectory, "socketDirectory");
    requirePositive(acceptTimeout, "acceptTimeout");
    requirePositive(sendTimeout, "sendTimeout");
    if (maxFrameBytes < 1 || maxFrameBytes > Frames.MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("maxFrameBytes " + maxFrameBytes + " is not in 1.." + Frames.MAX_FRAME_BYTES);
    }
    if (wallFactor < 1) {
      throw new IllegalArgumentException("wallFactor " + wallFactor + " is below 1");
    }
  }

  /** Defaults, with everything below the given directories. */
  public static WorkerHostOptions in(Path cacheDirectory, Path socketDirectory) {
    return new WorkerHostOptions(cacheDirectory, socketDirectory, DEFAULT_ACCEPT_TIMEOUT, DEFAULT_SEND_TIMEOUT,
        DEFAULT_MAX_FRAME_BYTES, DEFAULT_WALL_FACTOR);
  }

  /** A copy with another accept timeout. */
  public WorkerHostOptions withAcceptTimeout(Duration timeout) {
    return new WorkerHostOptions(cacheDirectory, socketDirectory, timeout, sendTimeout, maxFrameBytes, wallFactor);
  }

  /** A copy with another send timeout. */
  public WorkerHostOptions withSendTimeout(Duration timeout) {
    return new WorkerHostOptions(cacheDirectory, socketDirectory, acceptTimeout, timeout, maxFrameBytes, wallFactor);
  }

  /** A copy with another frame limit. */
  public WorkerHostOptions withMaxFrameBytes(long bytes) {
    return new WorkerHostOptions(cacheDirectory, socketDirectory, acceptTimeout, sendTimeout, bytes, wallFactor);
  }

  private static void requirePositive(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " " + value + " is not positive");
    }
  }
}

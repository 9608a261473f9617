package io.pvfhost.benchmarks;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.FrameOutput;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.WorkerResponse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An execute worker that does nothing: it answers every request at once with the same bytes. What a job with it takes
 * is what the host takes.
 */
public final class StubWorker {

  /** The head that every answer carries. */
  static final Bytes HEAD = Bytes.fromHex("0x0102030405060708");

  private static final Dialect DIALECT = Dialect.S;

  private StubWorker() {
  }

  /** Speaks to the host at {@code --socket-path} until it closes the connection. */
  public static void main(String[] args) throws IOException {
    String socket = args[Arrays.asList(args).indexOf("--socket-path") + 1];
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      FrameInput in = new FrameInput(new BufferedInputStream(Channels.newInputStream(channel)),
          Frames.DEFAULT_MAX_FRAME_BYTES);
      FrameOutput out = new FrameOutput(Channels.newOutputStream(channel));
      skip(in, 2);
      byte[] answer = DIALECT.encodeExecuteResult(answer());
      while (skip(in, DIALECT.executeRequestFrames())) {
        out.write(answer);
      }
    }
  }

  private static boolean skip(FrameInput in, int frames) throws IOException {
    for (int i = 0; i < frames; i++) {
      if (in.read().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static ExecuteResult answer() {
    ValidationResult result = new ValidationResult(HEAD, Optional.empty(), List.of(), List.of(), 0, 1);
    return new ExecuteResult.Response(new WorkerResponse(new JobResponse.Ok(result), Duration.ofNanos(1000), 0));
  }

  /** The command that starts it on this JDK. */
  static List<String> command() {
    String classPath = Stream.of(StubWorker.class, Dialect.class, Bytes.class)
        .map(StubWorker::location).distinct().collect(Collectors.joining(":"));
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx64m",
        "-cp", classPath, StubWorker.class.getName());
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has no usable place for " + type, e);
    }
  }
}

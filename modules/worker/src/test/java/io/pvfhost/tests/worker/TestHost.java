package io.pvfhost.tests.worker;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.FrameOutput;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.WireException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A blocking host of one worker. Every wait ends when the worker dies, and the tests bound the rest by a timeout that
 * interrupts.
 */
final class TestHost implements AutoCloseable {
  static final Dialect DIALECT = Dialect.S;
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Path workerDir;
  private final Path socket;
  private final WorkerProcess worker;
  private final SocketChannel channel;
  private final FrameInput in;
  private final FrameOutput out;

  private TestHost(Path base, String program, Map<String, String> environment, List<String> more) throws IOException {
    this.workerDir = Files.createTempDirectory(base, "dir");
    this.socket = base.resolve(workerDir.getFileName() + ".sock");
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(more);
    words.addAll(List.of("--socket-path", socket.toString(), "--worker-dir-path", workerDir.toString()));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      this.worker = WorkerProcess.start(base, environment, words);
      worker.process().onExit().thenRun(() -> closeQuietly(server));
      this.channel = server.accept();
    }
    this.in = new FrameInput(Channels.newInputStream(channel), Frames.DEFAULT_MAX_FRAME_BYTES);
    this.out = new FrameOutput(Channels.newOutputStream(channel));
  }

  private static void closeQuietly(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A worker that has connected and was sent nothing. */
  static TestHost connected(Path base, String program) throws IOException {
    return new TestHost(base, program, Map.of(), List.of());
  }

  static TestHost connected(Path base, String program, Map<String, String> environment) throws IOException {
    return new TestHost(base, program, environment, List.of());
  }

  /** An execute worker after its handshakes. */
  static TestHost executeWorker(Path base) throws IOException {
    return executeWorker(base, ExecutorParams.EMPTY);
  }

  static TestHost executeWorker(Path base, ExecutorParams params) throws IOException {
    TestHost host = connected(base, "execute-worker");
    host.greet();
    host.out.write(DIALECT.encodeExecuteHandshake(new ExecuteHandshake(params)));
    return host;
  }

  /** A prepare worker after its handshake. */
  static TestHost prepareWorker(Path base) throws IOException {
    TestHost host = connected(base, "prepare-worker");
    host.greet();
    return host;
  }

  private void greet() throws IOException {
    out.write(DIALECT.encodeSecurityStatus(SecurityStatus.NONE));
  }

  static ExecuteRequest request(Bytes parentHead, Bytes blockData, Duration timeout) {
    PersistedValidationData pvd = new PersistedValidationData(parentHead, 1, Hash.ZERO, 5 << 20);
    return new ExecuteRequest(pvd, ByteBuffer.wrap(blockData.array()), timeout, Optional.empty(), Optional.empty());
  }

  void putArtifact(byte[] artifact) throws IOException {
    Files.write(workerDir.resolve("artifact"), artifact);
  }

  byte[] takeArtifact() throws IOException {
    Path file = workerDir.resolve("tmp-artifact");
    byte[] artifact = Files.readAllBytes(file);
    Files.delete(file);
    return artifact;
  }

  Path workerDir() {
    return workerDir;
  }

  Path socket() {
    return socket;
  }

  WorkerProcess worker() {
    return worker;
  }

  /** The raw stream to the worker, for bytes that are no message. */
  OutputStream raw() {
    return Channels.newOutputStream(channel);
  }

  void send(byte[] payload) throws IOException {
    out.write(payload);
  }

  /** The worker's next frame; empty if it closed the connection. */
  Optional<byte[]> receive() throws IOException {
    return in.read();
  }

  void send(ExecuteRequest request) throws IOException {
    for (Payload frame : DIALECT.encodeExecuteRequest(request)) {
      out.write(frame.toByteArray());
    }
  }

  ExecuteResult receiveExecuteResult() throws IOException, WireException {
    return DIALECT.decodeExecuteResult(receive().orElseThrow());
  }

  ExecuteResult execute(byte[] artifact, ExecuteRequest request) throws IOException, WireException {
    putArtifact(artifact);
    send(request);
    return receiveExecuteResult();
  }

  PrepareResult prepare(PrepareRequest request) throws IOException, WireException {
    Files.createFile(workerDir.resolve("tmp-artifact"));
    try {
      send(DIALECT.encodePrepareRequest(request));
      return DIALECT.decodePrepareResult(receive().orElseThrow());
    } finally {
      if (Files.size(workerDir.resolve("tmp-artifact")) == 0) {
        Files.delete(workerDir.resolve("tmp-artifact"));
      }
    }
  }

  void hangUp() throws IOException {
    channel.close();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    channel.close();
    worker.close();
    worker.assertSilentOnStdout();
  }
}

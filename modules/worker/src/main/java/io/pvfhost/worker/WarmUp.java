package io.pvfhost.worker;

import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.FrameOutput;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.WireException;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The hidden word {@code warm-up}: runs both programs in this process against a small host of its own, so that an
 * archive of the loaded classes (CDS, AOT cache) made from this run holds what real workers load.
 */
final class WarmUp {
  static final String WORD = "warm-up";

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  /** Enough for the engine's compiler to meet each of its paths; an archive does not keep what the JIT makes of it. */
  private static final int JOBS = 3;
  /** Branches of the long function: too many for one method of the JVM. */
  private static final int BRANCHES = 1_000;

  private final Dialect dialect = WorkerProfile.S.dialect();
  private final Path dir;
  private final Path socket;

  private WarmUp(Path dir) {
    this.dir = dir;
    this.socket = dir.resolve("socket");
  }

  /** Prepares and executes the built-in module as a host would have it done. */
  static void run() throws IOException, WireException, InterruptedException {
    Path dir = Files.createTempDirectory("pvf-warm-up-");
    try {
      WarmUp warmUp = new WarmUp(dir);
      warmUp.session(WorkerProgram.PREPARE);
      Files.move(dir.resolve("tmp-artifact"), dir.resolve("artifact"));
      warmUp.session(WorkerProgram.EXECUTE);
    } finally {
      Files.deleteIfExists(dir.resolve("tmp-artifact"));
      Files.deleteIfExists(dir.resolve("artifact"));
      Files.deleteIfExists(dir.resolve("socket"));
      Files.deleteIfExists(dir);
    }
  }

  private void session(WorkerProgram program) throws IOException, WireException, InterruptedException {
    WorkerArguments arguments =
        new WorkerArguments(Optional.empty(), socket.toString(), dir.toString(), RuleSet.DEFAULT);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread worker = new Thread(() -> Main.work(program, arguments), program.word());
      worker.setDaemon(true);
      worker.start();
      try (SocketChannel channel = server.accept()) {
        serve(program, new FrameInput(new ChannelInput(channel), Frames.DEFAULT_MAX_FRAME_BYTES),
            new FrameOutput(new ChannelOutput(channel)));
      }
      worker.join();
    }
  }

  private void serve(WorkerProgram program, FrameInput in, FrameOutput out) throws IOException, WireException {
    out.write(dialect.encodeSecurityStatus(SecurityStatus.NONE));
    if (program == WorkerProgram.PREPARE) {
      prepare(in, out);
      return;
    }
    out.write(dialect.encodeExecuteHandshake(new ExecuteHandshake(ExecutorParams.EMPTY)));
    for (int job = 0; job < JOBS; job++) {
      execute(in, out);
    }
  }

  /** The built-in module is the last one: its artifact is kept. */
  private void prepare(FrameInput in, FrameOutput out) throws IOException, WireException {
    prepare(longFunction(), in, out);
    prepare(WarmUpCode.module(), in, out);
  }

  private void prepare(Bytes plain, FrameInput in, FrameOutput out) throws IOException, WireException {
    Bytes code = compressed(plain);
    out.write(dialect.encodePrepareRequest(new PrepareRequest(code, plain.length(), Hash.blake2b256(code),
        ExecutorParams.EMPTY, TIMEOUT, PrepareJobKind.PRECHECKING)));
    PrepareResult result = dialect.decodePrepareResult(next(in));
    if (!(result instanceof PrepareResult.Success)) {
      throw new IOException("warm-up: preparation answered " + result);
    }
  }

  /** A module of one function that the compiler has to split: a block, and many branches to its end. */
  private static Bytes longFunction() {
    byte[] head = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0}; // one type, one function
    byte[] block = {0, 0x02, 0x40, 0x03, 0x40}; // no locals, block, loop
    byte[] branch = {0x41, 0, 0x0d, 1}; // i32.const 0, br_if 1
    byte[] ends = {0x0b, 0x0b, 0x0b};
    int body = block.length + BRANCHES * branch.length + ends.length;
    ScaleWriter out = new ScaleWriter().raw(head).u8(10); // the code section
    leb3(out, 1 + 3 + body).u8(1);
    leb3(out, body).raw(block);
    for (int i = 0; i < BRANCHES; i++) {
      out.raw(branch);
    }
    return out.raw(ends).toBytes();
  }

  /** A number in three bytes, whatever its size. */
  private static ScaleWriter leb3(ScaleWriter out, int value) {
    return out.u8(value & 0x7f | 0x80).u8(value >> 7 & 0x7f | 0x80).u8(value >> 14);
  }

  private void execute(FrameInput in, FrameOutput out) throws IOException, WireException {
    PersistedValidationData pvd = new PersistedValidationData(Bytes.EMPTY, 0, Hash.ZERO, 0);
    ByteBuffer blockData = ByteBuffer.wrap(compressed(Bytes.EMPTY).array());
    List<Payload> frames = dialect.encodeExecuteRequest(
        new ExecuteRequest(pvd, blockData, TIMEOUT, Optional.empty(), Optional.empty()));
    for (Payload frame : frames) {
      out.write(frame.toByteArray());
    }
    ExecuteResult result = dialect.decodeExecuteResult(next(in));
    if (!(result instanceof ExecuteResult.Response response)
        || !(response.response().jobResponse() instanceof JobResponse.Ok)) {
      throw new IOException("warm-up: execution answered " + result);
    }
  }

  private static Bytes compressed(Bytes plain) {
    return Bytes.wrap(MaybeCompressed.compress(plain.array()));
  }

  private static byte[] next(FrameInput in) throws IOException {
    return in.read().orElseThrow(() -> new EOFException("warm-up: the worker ended"));
  }
}

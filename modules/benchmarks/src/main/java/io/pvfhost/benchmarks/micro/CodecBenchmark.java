package io.pvfhost.benchmarks.micro;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.FrameOutput;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.WireException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A PoV on its way to a worker: SCALE, request, frames. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

  /** Bytes of block data: an adder's, and the largest that most chains have. */
  @Param({"16", "5242880"})
  public int size;

  private PoV pov;
  private byte[] encodedPov;
  private ExecuteRequest request;
  private List<Payload> encoded;
  private List<byte[]> payloads;
  private byte[] frames;

  /** Makes everything that is decoded. */
  @Setup
  public void setUp() throws IOException {
    byte[] block = new byte[size];
    new Random(1).nextBytes(block);
    pov = new PoV(Bytes.wrap(block));
    encodedPov = pov.encode().array();
    PersistedValidationData pvd = new PersistedValidationData(Bytes.wrap(new byte[72]), 1, Hash.ZERO, 10 << 20);
    request = new ExecuteRequest(pvd, ByteBuffer.wrap(block), Duration.ofSeconds(2), Optional.empty(),
        Optional.empty());
    encoded = Dialect.S.encodeExecuteRequest(request);
    payloads = encoded.stream().map(Payload::toByteArray).toList();
    frames = write();
  }

  /** SCALE out. */
  @Benchmark
  public Bytes encodePov() {
    return pov.encode();
  }

  /** SCALE in. */
  @Benchmark
  public PoV decodePov() throws ScaleException {
    return PoV.decode(new ScaleReader(encodedPov));
  }

  /** A whole request to payloads. */
  @Benchmark
  public List<Payload> encodeRequest() {
    return Dialect.S.encodeExecuteRequest(request);
  }

  /** Payloads to a whole request. */
  @Benchmark
  public ExecuteRequest decodeRequest() throws WireException {
    return Dialect.S.decodeExecuteRequest(payloads);
  }

  /** Payloads to frames. */
  @Benchmark
  public byte[] writeFrames() throws IOException {
    return write();
  }

  /** Frames to payloads. */
  @Benchmark
  public int readFrames() throws IOException {
    FrameInput in = new FrameInput(new ByteArrayInputStream(frames), Frames.DEFAULT_MAX_FRAME_BYTES);
    int bytes = 0;
    for (Optional<byte[]> payload = in.read(); payload.isPresent(); payload = in.read()) {
      bytes += payload.get().length;
    }
    return bytes;
  }

  private byte[] write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size + 1024);
    FrameOutput frameOutput = new FrameOutput(out);
    for (Payload payload : encoded) {
      frameOutput.write(payload.toByteArray());
    }
    return out.toByteArray();
  }
}

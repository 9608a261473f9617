package io.pvfhost.tests.wire;

import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.FrameOutput;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.WorkerError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class FrameOutputTest {

  private final Recorder recorder = new Recorder();
  private final FrameOutput frames = new FrameOutput(recorder);

  @Test
  void frameIsLengthAndPayload() throws IOException {
    assertFrame("0500000000000000 0101010101",
        Dialect.S.encodeSecurityStatus(new SecurityStatus(true, true, true, true, true)));
    assertFrame("0100000000000000 00", Dialect.S.encodeExecuteHandshake(new ExecuteHandshake(ExecutorParams.EMPTY)));
    assertFrame("0200000000000000 0100",
        Dialect.S.encodeExecuteResult(new ExecuteResult.Failure(new WorkerError.JobTimedOut())));
    assertFrame("0200000000000000 0108",
        Dialect.S.encodePrepareResult(new PrepareResult.Failure(new PrepareError.OutOfMemory())));
    assertFrame("0c00000000000000 0200000000000000 00000000", Golden.hex("0200000000000000 00000000"));
  }

  private void assertFrame(String expected, byte[] payload) throws IOException {
    recorder.reset();
    frames.write(payload);
    assertEquals(Golden.hex(Golden.hex(expected)), Golden.hex(recorder.toByteArray()));
  }

  @Test
  void smallFrameIsOneWriteAndOneFlush() throws IOException {
    frames.write(new byte[100]);
    assertEquals(1, recorder.writes);
    assertEquals(1, recorder.flushes);
  }

  @Test
  void largeFrameIsFlushedOnce() throws IOException {
    frames.write(new byte[1 << 20]);
    assertEquals(1, recorder.flushes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8183, 8184, 8185, 100_000})
  void payloadOfAnyLengthArrivesAsItWas(int length) throws IOException {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    frames.write(payload);
    FrameInput input = new FrameInput(new ByteArrayInputStream(recorder.toByteArray()), 100_000);
    assertArrayEquals(payload, input.read().orElseThrow());
    assertEquals(Optional.empty(), input.read());
  }

  private static final class Recorder extends ByteArrayOutputStream {

    private int writes;
    private int flushes;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      writes++;
      super.write(bytes, offset, length);
    }

    @Override
    public void write(byte[] bytes) {
      write(bytes, 0, bytes.length);
    }

    @Override
    public void flush() {
      flushes++;
    }
  }
}

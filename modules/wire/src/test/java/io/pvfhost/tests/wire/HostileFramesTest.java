package io.pvfhost.tests.wire;

import io.pvfhost.wire.FrameException;
import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.Frames;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Random and mutated bytes as a stream of frames, compared with a second, simpler reading of the same bytes. */
class HostileFramesTest {

  @Test
  void anyBytesAreFramesUpToAQuietEndOrTheRightFrameException() {
    Campaign.run(HostileFramesTest::attack);
  }

  private static void attack(Random random) throws IOException {
    int max = 1 + random.nextInt(4096);
    byte[] bytes = stream(random, max);
    List<String> expected = expected(bytes, max);
    InputStream in = random.nextBoolean() ? new Drip(bytes) : new ByteArrayInputStream(bytes);
    FrameInput frames = new FrameInput(in, max);
    Allocation allocation = new Allocation();
    List<String> outcome = outcome(frames);
    allocation.assertBounded(bytes.length + max);
    assertEquals(expected, outcome);
  }

  /** Good frames, in which some bytes are wrong most of the time. */
  private static byte[] stream(Random random, int max) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = random.nextInt(5); i > 0; i--) {
      byte[] payload = new byte[random.nextInt(max + 1)];
      random.nextBytes(payload);
      stream.writeBytes(Frames.encodeHeader(payload.length));
      stream.writeBytes(payload);
    }
    return random.nextInt(4) == 0 ? stream.toByteArray() : Mutation.mutate(stream.toByteArray(), random);
  }

  private static List<String> outcome(FrameInput input) throws IOException {
    List<String> outcome = new ArrayList<>();
    try {
      for (Optional<byte[]> frame = input.read(); frame.isPresent(); frame = input.read()) {
        outcome.add(Golden.hex(frame.get()));
      }
      outcome.add("end");
    } catch (FrameException e) {
      outcome.add(e.getMessage());
    }
    return outcome;
  }

  private static List<String> expected(byte[] bytes, int max) {
    List<String> expected = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (rest.remaining() >= 8) {
      long length = rest.getLong();
      if (length < 0 || length > max) {
        expected.add("frame of " + Long.toUnsignedString(length) + " bytes, at most " + max + " are taken");
        return expected;
      }
      if (length > rest.remaining()) {
        expected.add("end of stream after " + rest.remaining() + " of " + length + " payload bytes");
        return expected;
      }
      byte[] payload = new byte[(int) length];
      rest.get(payload);
      expected.add(Golden.hex(payload));
    }
    expected.add(rest.hasRemaining() ? "end of stream after " + rest.remaining() + " of 8 header bytes" : "end");
    return expected;
  }
}

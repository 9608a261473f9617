package io.pvfhost.tests.engine.hostile;

import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.tests.engine.generate.Out;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static io.pvfhost.tests.engine.hostile.Shape.join;
import static io.pvfhost.tests.engine.hostile.Shape.repeat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Blobs that promise or hold more than they may are refused, without the memory they ask for. */
class HostileBlobsTest {

  private static final int LIMIT = 12 << 20;
  private static final String BOMB = "Possible compression bomb encountered";
  private static final String BROKEN = "Blob had invalid format";
  private static final byte[] MAGIC = MaybeCompressed.MAGIC.toArray();

  private static String refusal(byte[] blob) {
    return assertThrows(BlobException.class, () -> MaybeCompressed.decompress(blob, LIMIT)).getMessage();
  }

  private static byte[] frame(byte[] content) {
    byte[] blob = MaybeCompressed.compress(content);
    return Arrays.copyOfRange(blob, MAGIC.length, blob.length);
  }

  @Test
  void theLimitIsWithinAndOneMoreIsNot() throws BlobException {
    assertEquals(LIMIT, MaybeCompressed.decompress(MaybeCompressed.compress(new byte[LIMIT]), LIMIT).length);
    assertEquals(BOMB, refusal(MaybeCompressed.compress(new byte[LIMIT + 1])));
  }

  @Test
  void framesCountTogether() {
    assertEquals(BOMB, refusal(join(MAGIC, repeat(10_000, frame(new byte[1 << 20])))));
  }

  @Test
  void aFrameThatPromisesAllOf64BitsIsBroken() {
    byte[] promise = new Out().fixed(0xfd2fb528L, 4).u8(0xe0).fixed(Long.MAX_VALUE, 8).bytes();
    assertEquals(BROKEN, refusal(join(MAGIC, promise)));
    assertEquals(BROKEN, refusal(join(MAGIC, promise, new byte[100])));
  }

  @Test
  void aWindowBeyondTheLargestIsBroken() {
    assertEquals(BROKEN, refusal(join(MAGIC, new Out().fixed(0xfd2fb528L, 4).u8(0x00, 0xff, 1, 0, 0).bytes())));
  }

  @Test
  void everyTruncationAndGarbageBehindIsBroken() {
    byte[] blob = MaybeCompressed.compress("some content that is compressed".repeat(5).getBytes(
        StandardCharsets.US_ASCII));
    for (int length = MAGIC.length + 1; length < blob.length; length++) {
      assertEquals(BROKEN, refusal(Arrays.copyOf(blob, length)), "length " + length);
    }
    assertEquals(BROKEN, refusal(join(blob, new byte[] {1, 2, 3, 4, 5})));
  }

  @Test
  void onlyOneLayerIsTakenOff() throws BlobException {
    byte[] inner = MaybeCompressed.compress(new byte[LIMIT + 1]);
    assertArrayEquals(inner, MaybeCompressed.decompress(MaybeCompressed.compress(inner), LIMIT));
  }
}

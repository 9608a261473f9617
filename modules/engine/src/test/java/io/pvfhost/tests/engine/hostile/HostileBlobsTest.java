package io.pvfhost.tests.engine.hostile;

import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.MaybeCompressed;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Blobs that promise or hold more than they may are refused, without the memory they ask for. */
class HostileBlobsTest {

  private static final int LIMIT = 12 << 20;
  private static final String BOMB = "Possible compression bomb encountered";
  private static final String BROKEN = "Blob had invalid format";

  private static String refusal(byte[] blob) {
    return assertThrows(BlobException.class, () -> MaybeCompressed.decompress(blob, LIMIT)).getMessage();
  }

  @Test
  void theLimitIsWithinAndMoreIsNot() throws BlobException {
    assertEquals(LIMIT, MaybeCompressed.decompress(MaybeCompressed.compress(new byte[LIMIT]), LIMIT).length);
    HostileBlobs.bombs(LIMIT).forEach((name, blob) -> assertEquals(BOMB, refusal(blob), name));
  }

  @Test
  void whatCannotBeDecompressedIsBroken() {
    HostileBlobs.broken().forEach((name, blob) -> assertEquals(BROKEN, refusal(blob), name));
  }

  @Test
  void everyTruncationIsBroken() {
    byte[] blob = MaybeCompressed.compress("some content that is compressed".repeat(5).getBytes(
        StandardCharsets.US_ASCII));
    for (int length = MaybeCompressed.MAGIC.length() + 1; length < blob.length; length++) {
      assertEquals(BROKEN, refusal(Arrays.copyOf(blob, length)), "length " + length);
    }
  }

  @Test
  void onlyOneLayerIsTakenOff() throws BlobException {
    byte[] inner = MaybeCompressed.compress(new byte[LIMIT + 1]);
    assertArrayEquals(inner, MaybeCompressed.decompress(MaybeCompressed.compress(inner), LIMIT));
  }
}

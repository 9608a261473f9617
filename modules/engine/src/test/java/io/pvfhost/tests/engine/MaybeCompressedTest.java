package io.pvfhost.tests.engine;

import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.MaybeCompressed;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MaybeCompressedTest {

  private static final byte[] TEXT = "a horse, a horse, my kingdom for a horse".getBytes(StandardCharsets.UTF_8);

  @Property(tries = 100)
  void whatWasCompressedComesBack(@ForAll byte[] content) throws BlobException {
    assertArrayEquals(content, MaybeCompressed.decompress(MaybeCompressed.compress(content), content.length));
  }

  @Test
  void contentOfManyChunksComesBack() throws BlobException {
    byte[] content = new byte[3_000_001];
    new Random(1).nextBytes(content);
    Arrays.fill(content, 1_000_000, 2_000_000, (byte) 7);
    assertArrayEquals(content, MaybeCompressed.decompress(MaybeCompressed.compress(content), 4_000_000));
  }

  @Test
  void plainBlobsPassUnchangedWhateverTheirSize() throws BlobException {
    byte[] plain = new byte[100];
    assertSame(plain, MaybeCompressed.decompress(plain, 10));
    byte[] shorterThanTheMagic = Arrays.copyOf(MaybeCompressed.MAGIC.array(), 7);
    assertSame(shorterThanTheMagic, MaybeCompressed.decompress(shorterThanTheMagic, 0));
  }

  @Test
  void contentMayHaveTheLimitButNotOneByteMore() throws BlobException {
    byte[] blob = MaybeCompressed.compress(new byte[1_000_000]);
    assertEquals(1_000_000, MaybeCompressed.decompress(blob, 1_000_000).length);
    BlobException bomb = assertThrows(BlobException.class, () -> MaybeCompressed.decompress(blob, 999_999));
    assertEquals("Possible compression bomb encountered", bomb.getMessage());
  }

  @Test
  void everyTruncationIsAnError() {
    byte[] blob = MaybeCompressed.compress(TEXT);
    for (int length = MaybeCompressed.MAGIC.length(); length < blob.length; length++) {
      assertInvalid(Arrays.copyOf(blob, length));
    }
  }

  @Test
  void bytesBehindTheLastFrameAreAnError() {
    byte[] blob = MaybeCompressed.compress(TEXT);
    for (int extra = 1; extra < 6; extra++) {
      assertInvalid(Arrays.copyOf(blob, blob.length + extra));
    }
  }

  @Test
  void aFrameThatPromisesExabytesFails() {
    // single segment, eight bytes of content size, one empty last block
    byte[] frame = Wasm.concat(
        MaybeCompressed.MAGIC.array(),
        Wasm.bytes(0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0, 0));
    assertInvalid(frame);
  }

  @Test
  void theNativeLibraryLeavesNoFileBehind() {
    MaybeCompressed.compress(TEXT);
    File temporary = new File(System.getProperty("java.io.tmpdir"));
    String[] left = temporary.list((folder, name) -> name.contains("zstd"));
    assertArrayEquals(new String[0], left);
  }

  private static void assertInvalid(byte[] blob) {
    BlobException broken = assertThrows(BlobException.class, () -> MaybeCompressed.decompress(blob, 1_000));
    assertEquals("Blob had invalid format", broken.getMessage());
  }
}

package io.pvfhost.tests.engine.fuzz;

import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.MaybeCompressed;

import java.util.Arrays;

/** Any blob is refused or gives content within the limit; what is compressed comes back. */
public final class BlobTarget {

  private static final int LIMIT = 1 << 20;

  private BlobTarget() {}

  /** Takes one input, once as it is and once behind the magic; the name is what Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    decompress(input);
    byte[] magic = MaybeCompressed.MAGIC.toArray();
    byte[] blob = Arrays.copyOf(magic, magic.length + input.length);
    System.arraycopy(input, 0, blob, magic.length, input.length);
    decompress(blob);
    try {
      if (input.length <= LIMIT
          && !Arrays.equals(input, MaybeCompressed.decompress(MaybeCompressed.compress(input), LIMIT))) {
        throw new AssertionError("content is lost");
      }
    } catch (BlobException e) {
      throw new AssertionError(e);
    }
  }

  private static void decompress(byte[] blob) {
    try {
      byte[] content = MaybeCompressed.decompress(blob, LIMIT);
      if (MaybeCompressed.isCompressed(blob) && content.length > LIMIT) {
        throw new AssertionError("content of " + content.length + " bytes");
      }
    } catch (BlobException refused) {
      if (refused.getMessage().isEmpty()) {
        throw new AssertionError(refused);
      }
    }
  }
}

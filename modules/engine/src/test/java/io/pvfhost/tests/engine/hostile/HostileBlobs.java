package io.pvfhost.tests.engine.hostile;

import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.tests.engine.generate.Out;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import static io.pvfhost.tests.engine.hostile.Shape.join;
import static io.pvfhost.tests.engine.hostile.Shape.repeat;

/** Compressed blobs that promise or hold more than they may. */
public final class HostileBlobs {

  private static final byte[] MAGIC = MaybeCompressed.MAGIC.toArray();
  private static final long FRAME = 0xfd2fb528L;

  private HostileBlobs() {}

  /** Returns blobs that hold more than a limit, by name. */
  public static Map<String, byte[]> bombs(int limit) {
    Map<String, byte[]> bombs = new LinkedHashMap<>();
    bombs.put("one byte beyond the limit", MaybeCompressed.compress(new byte[limit + 1]));
    bombs.put("frames beyond the limit together", join(MAGIC, repeat(10_000, frame(new byte[1 << 20]))));
    return bombs;
  }

  /** Returns blobs that no decompressor may follow, by name. */
  public static Map<String, byte[]> broken() {
    Map<String, byte[]> broken = new LinkedHashMap<>();
    byte[] promise = new Out().fixed(FRAME, 4).u8(0xe0).fixed(Long.MAX_VALUE, 8).bytes();
    broken.put("a promise of 2^63 bytes and nothing", join(MAGIC, promise));
    broken.put("a promise of 2^63 bytes and zeros", join(MAGIC, promise, new byte[100]));
    broken.put("a window beyond the largest",
        join(MAGIC, new Out().fixed(FRAME, 4).u8(0x00, 0xff, 1, 0, 0).bytes()));
    broken.put("garbage behind a frame", join(MaybeCompressed.compress(new byte[100]), new byte[] {1, 2, 3, 4, 5}));
    return broken;
  }

  private static byte[] frame(byte[] content) {
    byte[] blob = MaybeCompressed.compress(content);
    return Arrays.copyOfRange(blob, MAGIC.length, blob.length);
  }
}

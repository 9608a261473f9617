package io.pvfhost.engine;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdInputStream;
import io.pvfhost.scale.Bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** Blobs that may be compressed: validation code and PoVs (spec 5.4). */
public final class MaybeCompressed {

  /** The eight bytes a compressed blob starts with; a zstd stream follows. */
  public static final Bytes MAGIC = Bytes.fromHex("52bc537646db8e05");

  private MaybeCompressed() {}

  public static byte[] decompress(byte[] blob, int limit) throws BlobException {
    if (!Arrays.equals(blob, 0, Math.min(8, blob.length), MAGIC.array(), 0, 8)) {
      return blob;
    }
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(blob, 8, blob.length - 8))) {
      byte[] data = in.readNBytes(limit + 1);
      if (data.length > limit) {
        throw new BlobException("Possible compression bomb encountered");
      }
      return data;
    } catch (IOException | RuntimeException e) {
      throw new BlobException("Blob had invalid format", e);
    }
  }

  public static byte[] compress(byte[] data) {
    ZstdCompressor compressor = new ZstdCompressor();
    byte[] out = new byte[8 + compressor.maxCompressedLength(data.length)];
    System.arraycopy(MAGIC.array(), 0, out, 0, 8);
    int n = compressor.compress(data, 0, data.length, out, 8, out.length - 8);
    return Arrays.copyOf(out, 8 + n);
  }
}

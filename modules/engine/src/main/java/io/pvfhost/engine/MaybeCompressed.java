package io.pvfhost.engine;

import io.pvfhost.engine.impl.zstd.ZstdStream;
import io.pvfhost.scale.Bytes;

import java.io.IOException;
import java.util.Arrays;

/**
 * Blobs that may be compressed: validation code and PoVs (spec 5.4).
 *
 * <p>The first use loads a native library from the temporary folder, so a process that confines itself must use the
 * class once before.
 */
public final class MaybeCompressed {

  /** The eight bytes a compressed blob starts with; a zstd stream follows. */
  public static final Bytes MAGIC = Bytes.fromHex("52bc537646db8e05");

  private MaybeCompressed() {}

  /** Returns whether a blob says of itself that it is compressed. */
  public static boolean isCompressed(byte[] blob) {
    int length = MAGIC.length();
    return blob.length >= length && Arrays.equals(blob, 0, length, MAGIC.array(), 0, length);
  }

  /**
   * Decompresses a blob. Memory use follows the content, not the sizes the blob claims, but for a window of at most 128
   * MiB outside the Java heap.
   *
   * @param blob bytes, not changed
   * @param limit most bytes the content may have
   * @return the content; the blob itself, of whatever size, if it is not compressed
   * @throws BlobException with the text "Possible compression bomb encountered" or "Blob had invalid format"
   */
  public static byte[] decompress(byte[] blob, int limit) throws BlobException {
    if (!isCompressed(blob)) {
      return blob;
    }
    byte[] content;
    try {
      content = ZstdStream.decode(blob, MAGIC.length(), limit);
    } catch (IOException e) {
      throw new BlobException("Blob had invalid format", e);
    }
    if (content.length > limit) {
      throw new BlobException("Possible compression bomb encountered");
    }
    return content;
  }

  /** Compresses a blob, always: with the magic and one zstd frame. */
  public static byte[] compress(byte[] content) {
    byte[] frame = ZstdStream.encode(content);
    byte[] blob = Arrays.copyOf(MAGIC.array(), MAGIC.length() + frame.length);
    System.arraycopy(frame, 0, blob, MAGIC.length(), frame.length);
    return blob;
  }
}

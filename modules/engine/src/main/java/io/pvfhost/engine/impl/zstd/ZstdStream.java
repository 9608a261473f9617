package io.pvfhost.engine.impl.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One zstd stream: frames and skippable frames one after the other, at least one, and nothing behind the last. */
public final class ZstdStream {

  /**
   * Bytes asked for at a time. As few as the reference reader asks for, because the library forgoes the check of the
   * window for a frame that fits into the buffer as a whole.
   */
  private static final int CHUNK = 8 << 10;

  private static final int FIRST_BYTES = 64 << 10;
  private static final int LEVEL = 3;

  static {
    ZstdLibrary.require();
  }

  private ZstdStream() {}

  /**
   * Decodes a stream. Memory follows what is decoded, not what frames say about themselves.
   *
   * @param source the stream starts at {@code from} and goes to the end
   * @param limit bytes of content after which decoding stops
   * @return the content; if there is more than the limit, its first {@code limit + 1} bytes
   * @throws IOException if the stream is malformed or ends early
   */
  public static byte[] decode(byte[] source, int from, int limit) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(source, from, source.length - from);
    byte[] content = new byte[(int) Math.min(FIRST_BYTES, limit + 1L)];
    int length = 0;
    boolean complete = false;
    try (ZstdDecompressCtx decoder = new ZstdDecompressCtx()) {
      while (length <= limit) {
        if (length == content.length) {
          content = Arrays.copyOf(content, (int) Math.min(2L * length, limit + 1L));
        }
        int room = Math.min(CHUNK, content.length - length);
        ByteBuffer out = ByteBuffer.wrap(content, length, room);
        complete = decoder.decompressByteBufferStream(out, in);
        length = out.position();
        if (!in.hasRemaining() && (complete || out.hasRemaining())) {
          break;
        }
      }
    } catch (ZstdException e) {
      throw new IOException(e);
    }
    if (length <= limit && !complete) {
      throw new IOException("stream ends early");
    }
    return length == content.length ? content : Arrays.copyOf(content, length);
  }

  /** Encodes content as one frame. */
  public static byte[] encode(byte[] content) {
    return Zstd.compress(content, LEVEL);
  }
}

package io.pvfhost.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The frame every message travels in (protocol description, section 2).
 *
 * <pre>
 *  0                               8
 * +-------------------------------+----------------- - -
 * | payload length, u64 LE        | payload
 * +-------------------------------+----------------- - -
 * </pre>
 *
 * <p>The protocol knows no maximum. A receiver must have one, and must look at it before it allocates.
 */
public final class Frames {

  /** Bytes in front of the payload. */
  public static final int HEADER_BYTES = 8;

  /**
   * Default limit of a payload. Default value = 144 MiB: the largest honest frame is a validation result, which cannot
   * exceed the memory of the validation function, 2080 pages or 130 MiB by default.
   */
  public static final long DEFAULT_MAX_FRAME_BYTES = 144L << 20;

  /** The largest limit possible: a payload is one array. */
  public static final long MAX_FRAME_BYTES = Integer.MAX_VALUE - 8;

  private static final VarHandle U64_LE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Frames() {
  }

  /**
   * Passes a length that is within the limit.
   *
   * @param length from a header, taken as unsigned
   * @param max bytes to take at most
   * @return the length
   * @throws FrameException if it is over the limit
   */
  public static long checkLength(long length, long max) throws FrameException {
    if (Long.compareUnsigned(length, max) > 0) {
      throw FrameException.tooLong(length, max);
    }
    return length;
  }

  /**
   * The header of a payload.
   *
   * @param length bytes of the payload
   * @return 8 bytes
   */
  public static byte[] encodeHeader(long length) {
    byte[] header = new byte[HEADER_BYTES];
    U64_LE.set(header, 0, length);
    return header;
  }

  /**
   * The length in a header, to be given to {@link #checkLength}.
   *
   * @param header holds 8 header bytes
   * @param offset where they start
   * @return bytes of the payload, unsigned
   */
  public static long decodeHeader(byte[] header, int offset) {
    return (long) U64_LE.get(header, offset);
  }

  /**
   * Checks a limit somebody configured.
   *
   * @param max bytes of a payload
   * @return the limit as it is
   * @throws IllegalArgumentException if no array can be that long, or it is not positive
   */
  static long checkMax(long max) {
    if (max < 1 || max > MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("maxFrameBytes is " + max + ", not in 1.." + MAX_FRAME_BYTES);
    }
    return max;
  }
}

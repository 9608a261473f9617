package io.pvfhost.engine.impl.ecc;

import io.pvfhost.scale.LittleEndian;

import java.math.BigInteger;

/** Reads one argument from its beginning; what is left at the end does not matter. */
final class Decoder {

  private final byte[] bytes;
  private int at;

  Decoder(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the number of the items that follow.
   *
   * @param itemBytes bytes of each
   * @throws CurveFault if they are not all there
   */
  int count(int itemBytes) throws CurveFault {
    long count = word();
    if (Long.compareUnsigned(count, (bytes.length - at) / itemBytes) > 0) {
      throw new CurveFault(CurveResult.UNDECODABLE);
    }
    return (int) count;
  }

  /** Reads eight bytes, little-endian. */
  long word() throws CurveFault {
    return LittleEndian.getLong(bytes, skip(Long.BYTES));
  }

  /** Reads a number of bytes. */
  byte[] take(int count) throws CurveFault {
    byte[] taken = new byte[count];
    System.arraycopy(bytes, skip(count), taken, 0, count);
    return taken;
  }

  /** Reads a number, little-endian, which must be below a limit. */
  BigInteger number(int count, BigInteger limit) throws CurveFault {
    byte[] taken = take(count);
    for (int i = 0; i < count / 2; i++) {
      byte low = taken[i];
      taken[i] = taken[count - 1 - i];
      taken[count - 1 - i] = low;
    }
    return below(limit, new BigInteger(1, taken));
  }

  /** Returns a number. */
  static BigInteger below(BigInteger limit, BigInteger number) throws CurveFault {
    if (number.compareTo(limit) >= 0) {
      throw new CurveFault(CurveResult.UNDECODABLE);
    }
    return number;
  }

  private int skip(int count) throws CurveFault {
    if (bytes.length - at < count) {
      throw new CurveFault(CurveResult.UNDECODABLE);
    }
    at += count;
    return at - count;
  }
}

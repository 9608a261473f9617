package io.pvfhost.engine.impl.runtime;

/** Conversions between integers and floating-point numbers, as compiled code calls them. */
@SuppressWarnings("IdentityBinaryExpression") // a call of isNaN is not inlined by the quick compiler
public final class Conversions {

  private static final double TWO_31 = 0x1p31;
  private static final double TWO_32 = 0x1p32;
  private static final double TWO_63 = 0x1p63;
  private static final double TWO_64 = 0x1p64;

  private Conversions() {}

  /** Returns a number that lies between two others, or traps. */
  private static double between(double low, double a, double high) {
    if (a > low && a < high) {
      return a;
    }
    throw outOfRange(a);
  }

  private static Trap outOfRange(double a) {
    return a != a ? Traps.NO_INTEGER : Traps.INTEGER_OVERFLOW;
  }

  public static int truncS(float a) {
    return truncS((double) a);
  }

  public static int truncS(double a) {
    return (int) between(-TWO_31 - 1, a, TWO_31);
  }

  public static int truncU(float a) {
    return truncU((double) a);
  }

  public static int truncU(double a) {
    return (int) (long) between(-1, a, TWO_32);
  }

  public static long truncS64(float a) {
    return truncS64((double) a);
  }

  public static long truncS64(double a) {
    if (a >= -TWO_63 && a < TWO_63) {
      return (long) a;
    }
    throw outOfRange(a);
  }

  public static long truncU64(float a) {
    return truncU64((double) a);
  }

  public static long truncU64(double a) {
    between(-1, a, TWO_64);
    return a < TWO_63 ? (long) a : (long) (a - TWO_63) ^ Long.MIN_VALUE;
  }

  public static float convertU32(int a) {
    return (float) (a & 0xffffffffL);
  }

  /** Halves what does not fit, keeping the last bit for the rounding. */
  public static float convertU32(long a) {
    return a >= 0 ? (float) a : (float) ((a >>> 1) | (a & 1)) * 2;
  }

  public static double convertU64(int a) {
    return (double) (a & 0xffffffffL);
  }

  /** Halves what does not fit, keeping the last bit for the rounding. */
  public static double convertU64(long a) {
    return a >= 0 ? (double) a : (double) ((a >>> 1) | (a & 1)) * 2;
  }
}

package io.pvfhost.engine.impl.runtime;

/**
 * Instructions on floating-point numbers, as compiled code calls them. Every result that is a NaN is the canonical one,
 * positive and quiet without payload, but where bits are only moved (spec 6.2).
 */
@SuppressWarnings("IdentityBinaryExpression") // a call of isNaN is not inlined by the quick compiler
public final class Floats {

  private static final int CANONICAL_32 = 0x7fc00000;
  private static final long CANONICAL_64 = 0x7ff8000000000000L;
  private static final int SIGN_32 = Integer.MIN_VALUE;
  private static final long SIGN_64 = Long.MIN_VALUE;
  private static final int MANTISSA_DIFFERENCE = 29;
  private static final int MANTISSA_32 = 0x007fffff;

  private Floats() {}

  public static boolean eq(float a, float b) {
    return a == b;
  }

  public static boolean ne(float a, float b) {
    return a != b;
  }

  public static boolean lt(float a, float b) {
    return a < b;
  }

  public static boolean gt(float a, float b) {
    return a > b;
  }

  public static boolean le(float a, float b) {
    return a <= b;
  }

  public static boolean ge(float a, float b) {
    return a >= b;
  }

  public static boolean eq(double a, double b) {
    return a == b;
  }

  public static boolean ne(double a, double b) {
    return a != b;
  }

  public static boolean lt(double a, double b) {
    return a < b;
  }

  public static boolean gt(double a, double b) {
    return a > b;
  }

  public static boolean le(double a, double b) {
    return a <= b;
  }

  public static boolean ge(double a, double b) {
    return a >= b;
  }

  /** Returns the canonical NaN for any NaN. */
  public static float canonical(float a) {
    return a != a ? Float.intBitsToFloat(CANONICAL_32) : a;
  }

  /** Returns the canonical NaN for any NaN. */
  public static double canonical(double a) {
    return a != a ? Double.longBitsToDouble(CANONICAL_64) : a;
  }

  private static int bits(float a) {
    return Float.floatToRawIntBits(a);
  }

  private static long bits(double a) {
    return Double.doubleToRawLongBits(a);
  }

  public static float abs(float a) {
    return Float.intBitsToFloat(bits(a) & ~SIGN_32);
  }

  public static float neg(float a) {
    return Float.intBitsToFloat(bits(a) ^ SIGN_32);
  }

  public static float copysign(float a, float sign) {
    return Float.intBitsToFloat((bits(a) & ~SIGN_32) | (bits(sign) & SIGN_32));
  }

  public static double abs(double a) {
    return Double.longBitsToDouble(bits(a) & ~SIGN_64);
  }

  public static double neg(double a) {
    return Double.longBitsToDouble(bits(a) ^ SIGN_64);
  }

  public static double copysign(double a, double sign) {
    return Double.longBitsToDouble((bits(a) & ~SIGN_64) | (bits(sign) & SIGN_64));
  }

  public static float ceil(float a) {
    return canonical((float) Math.ceil(a));
  }

  public static float floor(float a) {
    return canonical((float) Math.floor(a));
  }

  public static float trunc(float a) {
    return canonical((float) (a < 0 ? Math.ceil(a) : Math.floor(a)));
  }

  public static float nearest(float a) {
    return canonical((float) Math.rint(a));
  }

  public static float sqrt(float a) {
    return canonical((float) Math.sqrt(a));
  }

  public static float min(float a, float b) {
    return canonical(Math.min(a, b));
  }

  public static float max(float a, float b) {
    return canonical(Math.max(a, b));
  }

  public static double ceil(double a) {
    return canonical(Math.ceil(a));
  }

  public static double floor(double a) {
    return canonical(Math.floor(a));
  }

  public static double trunc(double a) {
    return canonical(a < 0 ? Math.ceil(a) : Math.floor(a));
  }

  public static double nearest(double a) {
    return canonical(Math.rint(a));
  }

  public static double sqrt(double a) {
    return canonical(Math.sqrt(a));
  }

  public static double min(double a, double b) {
    return canonical(Math.min(a, b));
  }

  public static double max(double a, double b) {
    return canonical(Math.max(a, b));
  }

  public static float demote(double a) {
    return canonical((float) a);
  }

  public static double promote(float a) {
    return canonical((double) a);
  }

  /** Demotes as the oldest rules do: a NaN keeps its sign and the upper bits of its payload, and becomes quiet. */
  public static float demoteKeeping(double a) {
    if (a == a) {
      return (float) a;
    }
    long bits = bits(a);
    int sign = (int) (bits >>> Integer.SIZE) & SIGN_32;
    int payload = (int) (bits >>> MANTISSA_DIFFERENCE) & MANTISSA_32;
    return Float.intBitsToFloat(sign | CANONICAL_32 | payload);
  }

  /** Promotes as the oldest rules do: a NaN keeps its sign and payload, and becomes quiet. */
  public static double promoteKeeping(float a) {
    if (a == a) {
      return a;
    }
    int bits = bits(a);
    long sign = (long) (bits & SIGN_32) << Integer.SIZE;
    long payload = (long) (bits & MANTISSA_32) << MANTISSA_DIFFERENCE;
    return Double.longBitsToDouble(sign | CANONICAL_64 | payload);
  }
}

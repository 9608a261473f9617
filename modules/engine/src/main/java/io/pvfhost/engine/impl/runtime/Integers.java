package io.pvfhost.engine.impl.runtime;

/** Instructions on integers that have no counterpart in the JVM, as compiled code calls them. */
public final class Integers {

  private static final int MIN_32 = Integer.MIN_VALUE;
  private static final long MIN_64 = Long.MIN_VALUE;

  private Integers() {}

  public static boolean eqz(int a) {
    return a == 0;
  }

  public static boolean eq(int a, int b) {
    return a == b;
  }

  public static boolean ne(int a, int b) {
    return a != b;
  }

  public static boolean ltS(int a, int b) {
    return a < b;
  }

  public static boolean ltU(int a, int b) {
    return a + MIN_32 < b + MIN_32;
  }

  public static boolean gtS(int a, int b) {
    return a > b;
  }

  public static boolean gtU(int a, int b) {
    return a + MIN_32 > b + MIN_32;
  }

  public static boolean leS(int a, int b) {
    return a <= b;
  }

  public static boolean leU(int a, int b) {
    return a + MIN_32 <= b + MIN_32;
  }

  public static boolean geS(int a, int b) {
    return a >= b;
  }

  public static boolean geU(int a, int b) {
    return a + MIN_32 >= b + MIN_32;
  }

  public static boolean eqz(long a) {
    return a == 0;
  }

  public static boolean eq(long a, long b) {
    return a == b;
  }

  public static boolean ne(long a, long b) {
    return a != b;
  }

  public static boolean ltS(long a, long b) {
    return a < b;
  }

  public static boolean ltU(long a, long b) {
    return a + MIN_64 < b + MIN_64;
  }

  public static boolean gtS(long a, long b) {
    return a > b;
  }

  public static boolean gtU(long a, long b) {
    return a + MIN_64 > b + MIN_64;
  }

  public static boolean leS(long a, long b) {
    return a <= b;
  }

  public static boolean leU(long a, long b) {
    return a + MIN_64 <= b + MIN_64;
  }

  public static boolean geS(long a, long b) {
    return a >= b;
  }

  public static boolean geU(long a, long b) {
    return a + MIN_64 >= b + MIN_64;
  }

  public static int divS(int a, int b) {
    if (b == -1 && a == MIN_32) {
      throw Traps.INTEGER_OVERFLOW;
    }
    return a / b;
  }

  public static long divS(long a, long b) {
    if (b == -1 && a == MIN_64) {
      throw Traps.INTEGER_OVERFLOW;
    }
    return a / b;
  }

  public static int divU(int a, int b) {
    return Integer.divideUnsigned(a, b);
  }

  public static int remU(int a, int b) {
    return Integer.remainderUnsigned(a, b);
  }

  public static long divU(long a, long b) {
    return (a | b) >= 0 ? a / b : Long.divideUnsigned(a, b);
  }

  public static long remU(long a, long b) {
    return (a | b) >= 0 ? a % b : Long.remainderUnsigned(a, b);
  }

  public static int clz(int a) {
    return Integer.numberOfLeadingZeros(a);
  }

  public static int ctz(int a) {
    return Integer.numberOfTrailingZeros(a);
  }

  public static int popcnt(int a) {
    return Integer.bitCount(a);
  }

  public static int rotl(int a, int b) {
    return Integer.rotateLeft(a, b);
  }

  public static int rotr(int a, int b) {
    return Integer.rotateRight(a, b);
  }

  public static long clz(long a) {
    return Long.numberOfLeadingZeros(a);
  }

  public static long ctz(long a) {
    return Long.numberOfTrailingZeros(a);
  }

  public static long popcnt(long a) {
    return Long.bitCount(a);
  }

  public static long rotl(long a, long b) {
    return Long.rotateLeft(a, (int) b);
  }

  public static long rotr(long a, long b) {
    return Long.rotateRight(a, (int) b);
  }

  public static long extendU(int a) {
    return a & 0xffffffffL;
  }

  public static int select(int a, int b, int condition) {
    return condition != 0 ? a : b;
  }

  public static long select(long a, long b, int condition) {
    return condition != 0 ? a : b;
  }

  public static float select(float a, float b, int condition) {
    return condition != 0 ? a : b;
  }

  public static double select(double a, double b, int condition) {
    return condition != 0 ? a : b;
  }
}

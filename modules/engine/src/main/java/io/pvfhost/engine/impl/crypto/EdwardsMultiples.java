package io.pvfhost.engine.impl.crypto;

/** Multiples of points of edwards25519. */
public final class EdwardsMultiples {

  private static final int WIDTH = 5;
  private static final int BASE_WIDTH = 7;

  /** Odd multiples of the base point; made when the first signature is verified. */
  private static final class Base {

    private static final EdwardsPoint POINT = new EdwardsPoint().setAffine(
        Field25519.hex("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
        Field25519.hex("6666666666666666666666666666666666666666666666666666666666666658"));

    private static final EdwardsPoint.Addend[] ODD = oddMultiples(POINT, BASE_WIDTH);
  }

  private EdwardsMultiples() {}

  /** Returns the base point. */
  public static EdwardsPoint base() {
    return new EdwardsPoint().set(Base.POINT);
  }

  /**
   * Returns {@code a p + b B}, where B is the base point.
   *
   * @param a 32 bytes, little-endian; any number
   * @param b likewise
   */
  public static EdwardsPoint sum(byte[] a, EdwardsPoint p, byte[] b) {
    byte[] aDigits = SignedDigits.of(a, WIDTH);
    byte[] bDigits = SignedDigits.of(b, BASE_WIDTH);
    EdwardsPoint.Addend[] odd = oddMultiples(p, WIDTH);
    EdwardsPoint.Addend[] baseOdd = Base.ODD;
    EdwardsPoint result = new EdwardsPoint();
    int at = SignedDigits.COUNT - 1;
    while (at >= 0 && (aDigits[at] | bDigits[at]) == 0) {
      at--;
    }
    for (; at >= 0; at--) {
      int aDigit = aDigits[at];
      int bDigit = bDigits[at];
      if ((aDigit | bDigit) == 0 && at > 0) {
        result.twiceWithoutT(result);
        continue;
      }
      result.twice(result);
      addDigit(result, aDigit, odd);
      addDigit(result, bDigit, baseOdd);
    }
    return result;
  }

  private static void addDigit(EdwardsPoint result, int digit, EdwardsPoint.Addend[] odd) {
    if (digit > 0) {
      result.add(odd[digit >> 1]);
    } else if (digit < 0) {
      result.subtract(odd[-digit >> 1]);
    }
  }

  /** Returns p, 3 p, 5 p and so on, as many as digits of a width need. */
  private static EdwardsPoint.Addend[] oddMultiples(EdwardsPoint p, int width) {
    EdwardsPoint.Addend[] odd = new EdwardsPoint.Addend[1 << (width - 2)];
    EdwardsPoint.Addend two = new EdwardsPoint().twice(p).toAddend();
    EdwardsPoint multiple = new EdwardsPoint().set(p);
    odd[0] = multiple.toAddend();
    for (int i = 1; i < odd.length; i++) {
      odd[i] = multiple.add(two).toAddend();
    }
    return odd;
  }
}

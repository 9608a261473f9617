package io.pvfhost.engine.impl.ecc;

/**
 * An element of a group of points, immutable.
 *
 * @param <P> the elements of this group
 */
interface GroupElement<P extends GroupElement<P>> {

  P add(P q);

  P twice();

  P negate();

  /**
   * Returns the multiple of this by a number, bit by bit from the highest; no property of the group is made use of.
   *
   * @param zero the neutral element
   * @param number words of the number, the lowest first
   */
  @SuppressWarnings("unchecked")
  default P times(long[] number, P zero) {
    int bit = Long.SIZE * number.length - 1;
    while (bit >= 0 && !isSet(number, bit)) {
      bit--;
    }
    P result = zero;
    while (bit >= 0) {
      result = result.twice();
      if (isSet(number, bit)) {
        result = result.add((P) this);
      }
      bit--;
    }
    return result;
  }

  private static boolean isSet(long[] number, int bit) {
    return (number[bit / Long.SIZE] >>> bit & 1) != 0;
  }
}

package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sum of multiples of points. Points that are in no group of the order of the numbers have multiples that depend on
 * how a number is written, and points of different curves have sums that depend on the order of the additions; both
 * are here as in the reference on one thread. (The reference uses a thread for each processor, so that its answer for
 * points of different curves is not the same on every machine.)
 *
 * @param <P> the points
 */
final class MultiScalar<P extends GroupElement<P>> {

  /** Bits of the numbers of each kind of small ones; those of the first kind are one. */
  private static final int[] SMALL_BITS = {1, 8, 16, 32, 64};

  private static final int FEW_TERMS = 32;
  private static final int FEW_TERMS_WIDTH = 3;

  private final P zero;
  private final BigInteger order;
  private final List<Terms<P>> positive = new ArrayList<>();
  private final List<Terms<P>> negative = new ArrayList<>();
  private final Terms<P> large = new Terms<>(new ArrayList<>(), new ArrayList<>());

  private record Terms<P>(List<P> points, List<BigInteger> numbers) {

    void add(P point, BigInteger number) {
      points.add(point);
      numbers.add(number);
    }
  }

  /**
   * Makes an empty sum.
   *
   * @param zero the neutral element
   * @param order what the numbers are taken modulo
   */
  MultiScalar(P zero, BigInteger order) {
    this.zero = zero;
    this.order = order;
    for (int i = 0; i < SMALL_BITS.length; i++) {
      positive.add(new Terms<>(new ArrayList<>(), new ArrayList<>()));
      negative.add(new Terms<>(new ArrayList<>(), new ArrayList<>()));
    }
  }

  /** Adds the multiple of a point by a number from 0 up to the order; a number just below it counts as negative. */
  void add(P point, BigInteger number) {
    BigInteger opposite = order.subtract(number);
    if (number.signum() == 0) {
      return;
    }
    if (number.bitLength() <= Long.SIZE) {
      positive.get(kind(number)).add(point, number);
    } else if (opposite.bitLength() <= Long.SIZE) {
      negative.get(kind(opposite)).add(point, opposite);
    } else {
      large.add(point, number);
    }
  }

  private static int kind(BigInteger number) {
    int kind = 0;
    while (number.bitLength() > SMALL_BITS[kind]) {
      kind++;
    }
    return kind;
  }

  /** Returns the sum. */
  P sum() {
    P plus = zero;
    P minus = zero;
    for (int kind = 0; kind < SMALL_BITS.length; kind++) {
      plus = plus.add(small(positive.get(kind), kind));
      minus = minus.add(small(negative.get(kind), kind));
    }
    return plus.add(sum(large, order.bitLength(), true)).add(minus.negate());
  }

  private P small(Terms<P> terms, int kind) {
    if (kind > 0) {
      return sum(terms, Long.SIZE, false);
    }
    P sum = zero;
    for (P point : terms.points) {
      sum = sum.add(point);
    }
    return sum;
  }

  /** Sums up window by window: digits of the numbers sort the points into buckets. */
  private P sum(Terms<P> terms, int bits, boolean signed) {
    int count = terms.points.size();
    if (count == 0) {
      return zero;
    }
    int width = width(count);
    int windows = (bits + width - 1) / width;
    List<int[]> digits = new ArrayList<>();
    for (BigInteger number : terms.numbers) {
      digits.add(signed ? signedDigits(number, width, windows) : digits(number, width, windows));
    }
    P higher = zero;
    for (int window = windows - 1; window > 0; window--) {
      higher = higher.add(window(terms.points, digits, window, width));
      for (int i = 0; i < width; i++) {
        higher = higher.twice();
      }
    }
    return window(terms.points, digits, 0, width).add(higher);
  }

  /** Returns the bits of a window that the reference takes: about the logarithm of the number of terms. */
  private static int width(int terms) {
    int log2 = Integer.SIZE - Integer.numberOfLeadingZeros(terms - 1);
    return terms < FEW_TERMS ? FEW_TERMS_WIDTH : log2 * 69 / 100 + 2;
  }

  private P window(List<P> points, List<int[]> digits, int window, int width) {
    List<P> buckets = new ArrayList<>(Collections.nCopies(1 << width, zero));
    for (int i = 0; i < points.size(); i++) {
      int digit = digits.get(i)[window];
      if (digit > 0) {
        buckets.set(digit - 1, buckets.get(digit - 1).add(points.get(i)));
      } else if (digit < 0) {
        buckets.set(-digit - 1, buckets.get(-digit - 1).add(points.get(i).negate()));
      }
    }
    P running = zero;
    P sum = zero;
    for (int i = buckets.size() - 1; i >= 0; i--) {
      running = running.add(buckets.get(i));
      sum = sum.add(running);
    }
    return sum;
  }

  private static int[] digits(BigInteger number, int width, int windows) {
    int[] digits = new int[windows];
    for (int i = 0; i < windows; i++) {
      digits[i] = number.shiftRight(i * width).intValue() & (1 << width) - 1;
    }
    return digits;
  }

  /** Returns digits from {@code -2^(width - 1)} up to {@code 2^(width - 1)}, of which the highest keeps its carry. */
  private static int[] signedDigits(BigInteger number, int width, int windows) {
    int[] digits = digits(number, width, windows);
    for (int i = 0; i < windows - 1; i++) {
      if (digits[i] >= 1 << (width - 1)) {
        digits[i] -= 1 << width;
        digits[i + 1]++;
      }
    }
    return digits;
  }
}

package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.crypto.Field25519;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.math.BigInteger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class Field25519Test {

  private static final BigInteger P = EdwardsModel.P;
  private static final BigInteger TOP = BigInteger.TWO.pow(255).subtract(BigInteger.ONE);

  /** Encodings, up to 2^255 - 1: also of numbers from the prime on. */
  @Provide
  Arbitrary<BigInteger> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(BigInteger.ZERO, TOP),
        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.valueOf(40)),
        Arbitraries.bigIntegers().between(P.subtract(BigInteger.valueOf(40)), TOP),
        // All bits of a limb set or none, which carries all the way.
        Arbitraries.integers().between(0, 255).map(bits -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)),
        Arbitraries.integers().between(0, 254).map(BigInteger.ONE::shiftLeft));
  }

  private static Field25519 element(BigInteger value) {
    return new Field25519().read(EdwardsModel.littleEndian(value), 0);
  }

  private static void assertElement(BigInteger expected, Field25519 actual) {
    assertArrayEquals(EdwardsModel.littleEndian(expected.mod(P)), actual.toBytes());
  }

  @Property
  void sumsDifferencesAndProducts(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    assertElement(a, element(a));
    assertElement(a.add(b), new Field25519().add(element(a), element(b)));
    assertElement(a.subtract(b), new Field25519().subtract(element(a), element(b)));
    assertElement(a.negate(), new Field25519().negate(element(a)));
    assertElement(a.multiply(b), new Field25519().multiply(element(a), element(b)));
    assertElement(a.multiply(a), new Field25519().square(element(a)));
  }

  @Property
  void operandsMayBeSumsOfFiveProducts(
      @ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b, @ForAll boolean plus, @ForAll boolean minus) {
    BigInteger aSum = a.multiply(BigInteger.valueOf(plus ? 5 : -5));
    BigInteger bSum = b.multiply(BigInteger.valueOf(minus ? -5 : 5));
    Field25519 aElement = fiveTimes(element(a), plus);
    Field25519 bElement = fiveTimes(element(b), !minus);
    assertElement(aSum.multiply(bSum), new Field25519().multiply(aElement, bElement));
    assertElement(aSum.multiply(aSum), new Field25519().square(aElement));
    assertElement(aSum, aElement);
  }

  private static Field25519 fiveTimes(Field25519 element, boolean plus) {
    Field25519 sum = new Field25519();
    for (int i = 0; i < 5; i++) {
      if (plus) {
        sum.add(sum, element);
      } else {
        sum.subtract(sum, element);
      }
    }
    return sum;
  }

  @Property
  void aResultMayOverwriteItsOperand(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    Field25519 left = element(a);
    assertElement(a.multiply(b), left.multiply(left, element(b)));
    Field25519 right = element(b);
    assertElement(a.subtract(b), right.subtract(element(a), right));
    Field25519 both = element(a);
    assertElement(a.multiply(a), both.multiply(both, both));
    assertElement(a.pow(4), both.square(both));
  }

  @Property(tries = 200)
  void inverses(@ForAll("numbers") BigInteger a) {
    BigInteger expected = a.mod(P).signum() == 0 ? BigInteger.ZERO : a.modInverse(P);
    assertElement(expected, new Field25519().invert(element(a)));
  }

  @Property(tries = 200)
  void squareRootsOfRatios(@ForAll("numbers") BigInteger u, @ForAll("numbers") BigInteger v) {
    Field25519 root = new Field25519();
    boolean isSquare = root.squareRootOfRatio(element(u), element(v));
    BigInteger value = EdwardsModel.number(root.toBytes());
    BigInteger product = value.multiply(value).multiply(v).mod(P);
    assertTrue(!value.testBit(0), "the root is not negative");
    if (v.mod(P).signum() == 0) {
      assertEquals(u.mod(P).signum() == 0, isSquare);
      assertEquals(BigInteger.ZERO, value);
    } else {
      assertEquals(EdwardsModel.root(u.multiply(v.modInverse(P)).mod(P)).isPresent(), isSquare);
      assertEquals(isSquare ? u.mod(P) : u.multiply(EdwardsModel.number(Field25519.SQRT_MINUS_1.toBytes())).mod(P),
          product);
    }
  }

  @Property
  void oddNumbersAreNegative(@ForAll("numbers") BigInteger a) {
    assertEquals(a.mod(P).testBit(0), element(a).isNegative());
    assertEquals(a.mod(P).signum() == 0, element(a).isZero());
    assertElement(EdwardsModel.even(a), element(a).absolute());
  }
}

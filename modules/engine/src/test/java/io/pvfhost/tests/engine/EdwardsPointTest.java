package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.crypto.EdwardsMultiples;
import io.pvfhost.engine.impl.crypto.EdwardsPoint;
import io.pvfhost.engine.impl.crypto.Ristretto;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EdwardsPointTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final EdwardsModel OF_ORDER_8 = ofOrder8();

  /** The first multiples of the base point (RFC 9496, A.1). */
  private static final List<String> MULTIPLES = List.of(
      "0000000000000000000000000000000000000000000000000000000000000000",
      "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
      "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
      "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259");

  private static EdwardsModel ofOrder8() {
    BigInteger y = BigInteger.TWO;
    while (true) {
      EdwardsModel candidate = EdwardsModel.withY(y).map(p -> p.times(EdwardsModel.ORDER)).orElse(EdwardsModel.NEUTRAL);
      if (!candidate.times(BigInteger.valueOf(4)).equals(EdwardsModel.NEUTRAL)) {
        return candidate;
      }
      y = y.add(BigInteger.ONE);
    }
  }

  /** Points of every order: multiples of the base point, plus a point of small order. */
  @Provide
  Arbitrary<EdwardsModel> points() {
    Arbitrary<BigInteger> factors = Arbitraries.oneOf(scalars(), Arbitraries.of(BigInteger.ZERO, BigInteger.ONE));
    return factors.flatMap(factor -> Arbitraries.integers().between(0, 7).map(small ->
        EdwardsModel.BASE.times(factor).add(OF_ORDER_8.times(BigInteger.valueOf(small)))));
  }

  @Provide
  Arbitrary<BigInteger> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(BigInteger.ZERO, EdwardsModel.ORDER.subtract(BigInteger.ONE)),
        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.valueOf(300)));
  }

  private static EdwardsPoint point(EdwardsModel model) {
    EdwardsPoint point = new EdwardsPoint();
    assertTrue(point.decode(model.encode(), 0));
    return point;
  }

  @Property(tries = 100)
  void sumsAndDoublesAreThoseOfTheModel(@ForAll("points") EdwardsModel p, @ForAll("points") EdwardsModel q) {
    EdwardsPoint.Addend addend = point(q).toAddend();
    assertArrayEquals(p.encode(), point(p).encode());
    assertArrayEquals(p.add(q).encode(), point(p).add(addend).encode());
    assertArrayEquals(p.add(q.negate()).encode(), point(p).subtract(addend).encode());
    EdwardsPoint twice = new EdwardsPoint().twice(point(p));
    assertArrayEquals(p.add(p).encode(), twice.encode());
    assertArrayEquals(p.add(p).add(q).encode(), twice.add(addend).encode());
    assertArrayEquals(p.times(BigInteger.valueOf(8)).encode(), point(p).clearCofactor().encode());
    assertEquals(p.equals(q), point(p).subtract(addend).isNeutral());
  }

  @Property(tries = 50)
  void multiplesAreThoseOfTheModel(
      @ForAll("points") EdwardsModel p, @ForAll("scalars") BigInteger a, @ForAll("scalars") BigInteger b) {
    EdwardsPoint sum = EdwardsMultiples.sum(EdwardsModel.littleEndian(a), point(p), EdwardsModel.littleEndian(b));
    assertArrayEquals(p.times(a).add(EdwardsModel.BASE.times(b)).encode(), sum.encode());
    assertArrayEquals(p.encode(), point(p).subtract(sum.toAddend()).add(sum.toAddend()).encode());
  }

  @Test
  void factorsUpTo256BitsAreTaken() {
    byte[] ones = EdwardsModel.littleEndian(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    BigInteger factor = EdwardsModel.number(ones);
    assertArrayEquals(EdwardsModel.BASE.times(factor.shiftLeft(1)).encode(),
        EdwardsMultiples.sum(ones, EdwardsMultiples.base(), ones).encode());
  }

  @Test
  void yFromThePrimeOnAndTheSignOfZeroAreDecoded() {
    byte[] oneAndPrime = EdwardsModel.littleEndian(EdwardsModel.P.add(BigInteger.ONE));
    EdwardsPoint point = new EdwardsPoint();
    assertTrue(point.decode(oneAndPrime, 0));
    assertTrue(point.isNeutral());
    oneAndPrime[31] |= (byte) 0x80;
    assertTrue(point.decode(oneAndPrime, 0));
    assertTrue(point.isNeutral());
    assertFalse(point.decode(EdwardsModel.littleEndian(BigInteger.TWO), 0), "2 is no y");
  }

  @Test
  void multiplesOfTheBasePointHaveTheKnownEncodings() {
    for (int i = 0; i < MULTIPLES.size(); i++) {
      EdwardsModel multiple = EdwardsModel.BASE.times(BigInteger.valueOf(i));
      assertEquals(MULTIPLES.get(i), HEX.formatHex(multiple.ristretto()));
      EdwardsPoint point = new EdwardsPoint();
      assertTrue(Ristretto.decode(multiple.ristretto(), point));
      assertTrue(Ristretto.equal(point, point(multiple)));
      assertEquals(i == 1, Ristretto.equal(point, EdwardsMultiples.base()));
    }
  }

  @Property(tries = 50)
  void classesAreThoseOfTheModel(@ForAll("points") EdwardsModel p, @ForAll("points") EdwardsModel q) {
    // Of a class are the points that differ by one of order 4. Classes make up the even points only.
    EdwardsModel even = p.add(p);
    EdwardsPoint decoded = new EdwardsPoint();
    assertTrue(Ristretto.decode(even.ristretto(), decoded));
    for (int i = 0; i < 4; i++) {
      EdwardsModel same = even.add(OF_ORDER_8.times(BigInteger.valueOf(2L * i)));
      assertTrue(Ristretto.equal(decoded, point(same)));
      assertArrayEquals(even.ristretto(), same.ristretto());
    }
    EdwardsModel other = q.add(q);
    assertEquals(HEX.formatHex(other.ristretto()).equals(HEX.formatHex(even.ristretto())),
        Ristretto.equal(decoded, point(other)));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    // RFC 9496, A.2: not canonical, negative, no square, negative product, y of zero
    "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
  void whatIsNoElementIsNotDecoded(String hex) {
    assertFalse(Ristretto.decode(HEX.parseHex(hex), new EdwardsPoint()));
  }
}

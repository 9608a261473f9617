package io.pvfhost.tests.engine.ecc;

import io.pvfhost.engine.impl.ecc.Fp255;
import io.pvfhost.engine.impl.ecc.Fp381;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PrimeFieldsTest {

  /** The primes of the fields of Bandersnatch, Pallas and Vesta. */
  private static final List<Fp255.Field> FIELDS = List.of(
      field("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"),
      field("40000000000000000000000000000000224698fc094cf91b992d30ed00000001"),
      field("40000000000000000000000000000000224698fc0994a8dd8c46eb2100000001"));

  private static Fp255.Field field(String prime) {
    return new Fp255.Field(new BigInteger(prime, 16));
  }

  /** Numbers of up to 400 bits, among them those with limbs of ones or zeros, and those near nought. */
  @Provide
  Arbitrary<BigInteger> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.ONE.shiftLeft(400)),
        Arbitraries.bigIntegers().between(BigInteger.valueOf(-40), BigInteger.valueOf(40)),
        Arbitraries.integers().between(0, 400).map(bits -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)),
        Arbitraries.integers().between(0, 400).map(BigInteger.ONE::shiftLeft));
  }

  @Property
  void largeField(@ForAll("numbers") BigInteger x, @ForAll("numbers") BigInteger y) {
    BigInteger p = Fp381.PRIME;
    BigInteger a = x.mod(p);
    BigInteger b = y.mod(p);
    Fp381 ea = Fp381.of(a);
    Fp381 eb = Fp381.of(b);
    assertEquals(a, ea.toBigInteger());
    assertEquals(a.add(b).mod(p), ea.add(eb).toBigInteger());
    assertEquals(a.subtract(b).mod(p), ea.subtract(eb).toBigInteger());
    assertEquals(a.negate().mod(p), ea.negate().toBigInteger());
    assertEquals(a.multiply(b).mod(p), ea.multiply(eb).toBigInteger());
    assertEquals(a.multiply(a).mod(p), ea.square().toBigInteger());
    assertEquals(a.signum() == 0, ea.isZero());
    assertEquals(a.equals(b), ea.subtract(eb).isZero());
    if (a.signum() != 0) {
      assertEquals(a.modInverse(p), ea.inverse().toBigInteger());
    }
  }

  @Property
  void smallFields(@ForAll("numbers") BigInteger x, @ForAll("numbers") BigInteger y) {
    for (Fp255.Field field : FIELDS) {
      BigInteger p = field.prime();
      BigInteger a = x.mod(p);
      BigInteger b = y.mod(p);
      Fp255 ea = field.of(a);
      Fp255 eb = field.of(b);
      assertEquals(a, ea.toBigInteger());
      assertEquals(a.add(b).mod(p), ea.add(eb).toBigInteger());
      assertEquals(a.subtract(b).mod(p), ea.subtract(eb).toBigInteger());
      assertEquals(a.negate().mod(p), ea.negate().toBigInteger());
      assertEquals(a.multiply(b).mod(p), ea.multiply(eb).toBigInteger());
      assertEquals(a.multiply(a).mod(p), ea.square().toBigInteger());
      assertEquals(a.signum() == 0, ea.isZero());
      assertEquals(a.equals(b), ea.subtract(eb).isZero());
      if (a.signum() != 0) {
        assertEquals(a.modInverse(p), ea.inverse().toBigInteger());
      }
    }
  }

  /** Sums that would grow beyond any limb, were they not reduced, and multiples of the prime on the way. */
  @Property
  void sumsMayGoOn(@ForAll("numbers") BigInteger x, @ForAll boolean down) {
    BigInteger p = Fp381.PRIME;
    BigInteger q = FIELDS.get(0).prime();
    BigInteger large = x.mod(p);
    BigInteger small = x.mod(q);
    Fp381 largeSum = Fp381.of(large);
    Fp255 smallSum = FIELDS.get(0).of(small);
    Fp381 minusLarge = Fp381.of(p.subtract(large).mod(p));
    for (int i = 0; i < 300; i++) {
      largeSum = down ? largeSum.subtract(largeSum.negate()) : largeSum.add(largeSum);
      smallSum = down ? smallSum.subtract(smallSum.negate()) : smallSum.add(smallSum);
      large = large.shiftLeft(1).mod(p);
      small = small.shiftLeft(1).mod(q);
      minusLarge = minusLarge.add(minusLarge);
      assertEquals(true, largeSum.add(minusLarge).isZero());
      assertEquals(true, minusLarge.negate().subtract(largeSum).isZero());
    }
    assertEquals(large, largeSum.toBigInteger());
    assertEquals(small, smallSum.toBigInteger());
    assertEquals(large.multiply(large).mod(p), largeSum.square().toBigInteger());
    assertEquals(small.multiply(small).mod(q), smallSum.square().toBigInteger());
  }

  @Test
  void zeroHasNoInverse() {
    assertThrows(ArithmeticException.class, () -> Fp381.of(BigInteger.ZERO).inverse());
    assertThrows(ArithmeticException.class, () -> FIELDS.get(1).of(BigInteger.ZERO).inverse());
  }
}

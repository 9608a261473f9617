package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.crypto.FieldSecp256k1;
import io.pvfhost.engine.impl.crypto.PointSecp256k1;
import io.pvfhost.engine.impl.crypto.Secp256k1;
import io.pvfhost.engine.impl.crypto.Secp256k1.Fault;
import io.pvfhost.engine.impl.crypto.Secp256k1.Overflow;
import io.pvfhost.engine.impl.crypto.Secp256k1.RecoveryException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class Secp256k1Test {

  private static final BigInteger P = FieldSecp256k1.PRIME;
  private static final BigInteger N = PointSecp256k1.ORDER;
  private static final BigInteger TOP = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
  private static final Model BASE = new Model(
      new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
      new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));

  /** The curve as the textbooks have it; the infinite point is an empty optional. */
  private record Model(BigInteger x, BigInteger y) {

    static Optional<Model> add(Optional<Model> a, Optional<Model> b) {
      if (a.isEmpty() || b.isEmpty()) {
        return a.or(() -> b);
      }
      Model p = a.get();
      Model q = b.get();
      boolean same = p.equals(q);
      if (p.x.equals(q.x) && !same) {
        return Optional.empty();
      }
      BigInteger slope = same
          ? p.x.multiply(p.x).multiply(BigInteger.valueOf(3)).multiply(p.y.shiftLeft(1).modInverse(P))
          : q.y.subtract(p.y).multiply(q.x.subtract(p.x).modInverse(P));
      BigInteger x = slope.multiply(slope).subtract(p.x).subtract(q.x).mod(P);
      return Optional.of(new Model(x, slope.multiply(p.x.subtract(x)).subtract(p.y).mod(P)));
    }

    Optional<Model> times(BigInteger factor) {
      Optional<Model> result = Optional.empty();
      for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
        result = add(result, result);
        if (factor.testBit(bit)) {
          result = add(result, Optional.of(this));
        }
      }
      return result;
    }

    byte[] bytes() {
      byte[] bytes = Arrays.copyOf(bigEndian(x), 64);
      System.arraycopy(bigEndian(y), 0, bytes, 32, 32);
      return bytes;
    }
  }

  private static byte[] bigEndian(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[31 - i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  @Provide
  Arbitrary<BigInteger> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(BigInteger.ZERO, TOP),
        Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.valueOf(40)),
        Arbitraries.bigIntegers().between(P.subtract(BigInteger.valueOf(40)), P.add(BigInteger.valueOf(40))),
        Arbitraries.integers().between(0, 256).map(bits -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)),
        Arbitraries.integers().between(0, 255).map(BigInteger.ONE::shiftLeft));
  }

  private static void assertElement(BigInteger expected, FieldSecp256k1 actual) {
    assertArrayEquals(bigEndian(expected.mod(P)), actual.toBytes());
  }

  @Property
  void fieldOperations(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    FieldSecp256k1 x = FieldSecp256k1.of(a);
    FieldSecp256k1 y = FieldSecp256k1.of(b);
    assertElement(a, FieldSecp256k1.of(a));
    assertElement(a.add(b), new FieldSecp256k1().add(x, y));
    assertElement(a.subtract(b), new FieldSecp256k1().subtract(x, y));
    assertElement(a.negate(), new FieldSecp256k1().negate(x));
    assertElement(a.multiply(b), new FieldSecp256k1().multiply(x, y));
    assertElement(a.multiply(a), x.square(x));
    assertElement(a.multiply(a).multiply(b), y.multiply(x, y));
  }

  @Property
  void operandsMayBeSumsOfFourteen(
      @ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b, @ForAll boolean negative) {
    FieldSecp256k1 x = new FieldSecp256k1();
    FieldSecp256k1 y = new FieldSecp256k1();
    for (int i = 0; i < 14; i++) {
      x.add(x, FieldSecp256k1.of(a));
      y.subtract(y, FieldSecp256k1.of(b));
    }
    if (negative) {
      x.negate(x);
    }
    BigInteger product = a.multiply(b).multiply(BigInteger.valueOf(negative ? 196 : -196));
    assertElement(product, new FieldSecp256k1().multiply(x, y));
    assertElement(a.multiply(a).multiply(BigInteger.valueOf(196)), new FieldSecp256k1().square(x));
  }

  @Property(tries = 200)
  void inversesAndRoots(@ForAll("numbers") BigInteger a) {
    BigInteger expected = a.mod(P).signum() == 0 ? BigInteger.ZERO : a.modInverse(P);
    assertElement(expected, FieldSecp256k1.of(a).inverse());
    FieldSecp256k1 root = new FieldSecp256k1();
    BigInteger candidate = a.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    boolean square = candidate.multiply(candidate).mod(P).equals(a.mod(P));
    assertEquals(square, root.squareRoot(FieldSecp256k1.of(a)));
    if (square) {
      assertElement(candidate, root);
    }
  }

  @Property(tries = 40)
  void multiplesAreThoseOfTheModel(
      @ForAll("numbers") BigInteger m, @ForAll("numbers") BigInteger n, @ForAll @IntRange(min = 1, max = 300) int p) {
    Optional<Model> point = BASE.times(BigInteger.valueOf(p));
    PointSecp256k1 ours = new PointSecp256k1();
    assertTrue(ours.setX(point.orElseThrow().x, point.orElseThrow().y.testBit(0)));
    Optional<Model> expected = BASE.times(m.multiply(BigInteger.valueOf(p)).add(n));
    PointSecp256k1 sum = PointSecp256k1.sum(EdwardsModel.littleEndian(m), ours, EdwardsModel.littleEndian(n));
    assertEquals(expected.isEmpty(), sum.isInfinite());
    expected.ifPresent(model -> assertArrayEquals(model.bytes(), sum.toBytes()));
  }

  @Test
  void sumsOfAPointWithItselfItsNegativeAndNothing() {
    PointSecp256k1 base = PointSecp256k1.base();
    assertArrayEquals(BASE.times(BigInteger.TWO).orElseThrow().bytes(), PointSecp256k1.base().add(base).toBytes());
    PointSecp256k1 negative = new PointSecp256k1();
    assertTrue(negative.setX(BASE.x, !BASE.y.testBit(0)));
    assertTrue(negative.add(base).isInfinite());
    assertArrayEquals(BASE.bytes(), negative.add(base).toBytes());
    assertArrayEquals(BASE.bytes(), base.add(new PointSecp256k1()).toBytes());
    assertTrue(new PointSecp256k1().twice().isInfinite());
  }

  @Property(tries = 40)
  void theKeyThatSignedIsRecovered(
      @ForAll @Size(32) byte[] hash, @ForAll @IntRange(min = 1) int secret, @ForAll @IntRange(min = 1) int nonce)
      throws RecoveryException {
    BigInteger d = N.subtract(BigInteger.valueOf(secret));
    BigInteger k = N.subtract(BigInteger.valueOf(nonce));
    Model point = BASE.times(k).orElseThrow();
    BigInteger r = point.x.mod(N);
    BigInteger s = k.modInverse(N).multiply(new BigInteger(1, hash).add(r.multiply(d))).mod(N);
    int v = (point.y.testBit(0) ? 1 : 0) + (point.x.equals(r) ? 0 : 2);
    byte[] key = BASE.times(d).orElseThrow().bytes();
    assertArrayEquals(key, Secp256k1.recover(signature(r, s, v), hash, Overflow.REFUSED));
    assertArrayEquals(key, Secp256k1.recover(signature(r, s, v + 27), hash, Overflow.REDUCED));
    assertArrayEquals(key, Secp256k1.recover(signature(r, N.subtract(s), v ^ 1), hash, Overflow.REFUSED), "high s");
    byte[] compressed = Secp256k1.compress(key);
    assertTrue(Secp256k1.verify(signature(r, s, v), hash, compressed, Overflow.REFUSED));
    assertFalse(Secp256k1.verify(signature(r, s, v + 27), hash, compressed, Overflow.REFUSED));
    assertFalse(Secp256k1.verify(signature(r, s, v ^ 1), hash, compressed, Overflow.REFUSED));
    hash[0] ^= 1;
    assertFalse(Secp256k1.verify(signature(r, s, v), hash, compressed, Overflow.REFUSED));
  }

  private static byte[] signature(BigInteger r, BigInteger s, int v) {
    byte[] signature = Arrays.copyOf(bigEndian(r), 65);
    System.arraycopy(bigEndian(s), 0, signature, 32, 32);
    signature[64] = (byte) v;
    return signature;
  }

  @Test
  void faultsAreToldInTheirOrder() {
    BigInteger one = BigInteger.ONE;
    assertFault(Fault.BAD_V, signature(N, N, 4), Overflow.REFUSED);
    assertFault(Fault.BAD_V, signature(one, one, 26), Overflow.REFUSED);
    assertFault(Fault.BAD_V, signature(one, one, 31), Overflow.REDUCED);
    assertFault(Fault.BAD_V, signature(one, one, 255), Overflow.REDUCED);
    assertFault(Fault.BAD_RS, signature(N, one, 0), Overflow.REFUSED);
    assertFault(Fault.BAD_RS, signature(one, TOP, 30), Overflow.REFUSED);
    assertFault(Fault.BAD_SIGNATURE, signature(N, one, 0), Overflow.REDUCED);
    assertFault(Fault.BAD_SIGNATURE, signature(one, BigInteger.ZERO, 0), Overflow.REFUSED);
    assertFault(Fault.BAD_SIGNATURE, signature(P.subtract(N), one, 2), Overflow.REFUSED);
    // 5 is no x of a point
    assertFault(Fault.BAD_SIGNATURE, signature(BigInteger.valueOf(5), one, 0), Overflow.REFUSED);
  }

  private static void assertFault(Fault fault, byte[] signature, Overflow overflow) {
    RecoveryException e =
        assertThrows(RecoveryException.class, () -> Secp256k1.recover(signature, new byte[32], overflow));
    assertEquals(fault, e.fault());
  }

  @Test
  void overflowsAreReducedOrRefused() throws RecoveryException {
    byte[] hash = new byte[32];
    byte[] plain = signature(BigInteger.ONE, BigInteger.TWO, 0);
    byte[] overflown = signature(N.add(BigInteger.ONE), N.add(BigInteger.TWO), 0);
    assertArrayEquals(Secp256k1.recover(plain, hash, Overflow.REDUCED),
        Secp256k1.recover(overflown, hash, Overflow.REDUCED));
    assertThrows(RecoveryException.class, () -> Secp256k1.recover(overflown, hash, Overflow.REFUSED));
  }
}

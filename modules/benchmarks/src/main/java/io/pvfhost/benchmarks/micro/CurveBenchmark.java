package io.pvfhost.benchmarks.micro;

import io.pvfhost.engine.impl.ecc.CurveCalls;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Calls of the elliptic-curve host functions, decoding and encoding included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CurveBenchmark {

  private static final HexFormat HEX = HexFormat.of();

  private static final byte[] G1 = HEX.parseHex(
      "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
          + "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1");
  private static final byte[] G2 = HEX.parseHex(
      "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
          + "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
          + "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"
          + "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801");

  /** The generator: x is -1 and y is 2. */
  private static final byte[] PALLAS = HEX.parseHex(
      "00000000ed302d991bf94c09fc98462200000000000000000000000000000040"
          + "0200000000000000000000000000000000000000000000000000000000000000" + "00");

  private static final int TARGET_BYTES = 576;
  private static final int SCALAR_BYTES = 32;
  private static final int TERMS = 64;

  private final byte[] twoG1 = list(G1, 2);
  private final byte[] twoG2 = list(G2, 2);
  private final byte[] manyG1 = list(G1, TERMS);
  private final byte[] scalars = list(new byte[SCALAR_BYTES], TERMS);
  private final byte[] words = list(new byte[Long.BYTES], SCALAR_BYTES / Long.BYTES);
  private byte[] target;

  private static byte[] list(byte[] item, int count) {
    byte[] list = new byte[Long.BYTES + item.length * count];
    list[0] = (byte) count;
    for (int i = 0; i < count; i++) {
      System.arraycopy(item, 0, list, Long.BYTES + i * item.length, item.length);
    }
    return list;
  }

  /** Makes scalars below every order, and the element that is exponentiated. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    byte[] scalar = new byte[SCALAR_BYTES - 1];
    for (int i = 0; i < TERMS; i++) {
      random.nextBytes(scalar);
      System.arraycopy(scalar, 0, scalars, Long.BYTES + i * SCALAR_BYTES, scalar.length);
    }
    System.arraycopy(scalar, 0, words, Long.BYTES, scalar.length);
    target = millerLoop();
  }

  /** First half of the check of two pairs. */
  @Benchmark
  public byte[] millerLoop() {
    byte[] output = new byte[TARGET_BYTES];
    check(CurveCalls.multiMillerLoop(twoG1, twoG2, output));
    return output;
  }

  /** Second half of any check. */
  @Benchmark
  public byte[] finalExponentiation() {
    byte[] copy = target.clone();
    check(CurveCalls.finalExponentiation(copy));
    return copy;
  }

  /** A multiple of a point. */
  @Benchmark
  public byte[] multiplyG1() {
    byte[] output = new byte[G1.length];
    check(CurveCalls.multiplyG1(G1, words, output));
    return output;
  }

  /** A multiple of a point. */
  @Benchmark
  public byte[] multiplyG2() {
    byte[] output = new byte[G2.length];
    check(CurveCalls.multiplyG2(G2, words, output));
    return output;
  }

  /** A multiple of a point. */
  @Benchmark
  public byte[] multiplyPallas() {
    byte[] output = new byte[PALLAS.length];
    check(CurveCalls.multiplyPallas(PALLAS, words, output));
    return output;
  }

  /** A sum of 64 multiples. */
  @Benchmark
  public byte[] sumG1() {
    byte[] output = new byte[G1.length];
    check(CurveCalls.sumG1(manyG1, scalars, output));
    return output;
  }

  private static void check(int result) {
    if (result != 0) {
      throw new IllegalStateException("result " + result);
    }
  }
}

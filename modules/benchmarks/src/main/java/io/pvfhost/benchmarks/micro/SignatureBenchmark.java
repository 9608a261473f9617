package io.pvfhost.benchmarks.micro;

import io.pvfhost.engine.impl.crypto.Ed25519;
import io.pvfhost.engine.impl.crypto.Secp256k1;
import io.pvfhost.engine.impl.crypto.Sr25519;
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
import java.util.concurrent.TimeUnit;

/** One verification of a signed message of 100 bytes, the most of what a block of transactions asks of the host. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SignatureBenchmark {

  private static final HexFormat HEX = HexFormat.of();

  private static final byte[] SR25519_KEY =
      HEX.parseHex("3e5735f2e06d7bb5423a265ec6f9568d7e714f22303909c65b3d6aabae3e0868");
  private static final byte[] SR25519_SIGNATURE = HEX.parseHex(
      "98ae861e8429c3d243a1296131d74c83234d6ac68eea80ba5ab449a7ae54ab28"
          + "91953c6bd8e239e6c0f76542358cf56bb53a21b6d3b3b2a09af68f42a464558a");
  private static final byte[] ED25519_KEY =
      HEX.parseHex("c9eec25f317af837bd19f6314ce1995e3c70209be2d4d11db3f3357c405dffd1");
  private static final byte[] ED25519_SIGNATURE = HEX.parseHex(
      "9d6e9cc80306ff1f165c5526e2353257d91f36141b6016ff111fc17fe17ebc54"
          + "be6d4fd7635ad63ebe7342562c826bf2410a4926e6da0bac0836ff261a041309");

  private final byte[] message = new byte[100];
  private final byte[] hash = new byte[Secp256k1.HASH_BYTES];
  private final byte[] ecdsaSignature = new byte[Secp256k1.SIGNATURE_BYTES];

  /** Makes the message, and an ECDSA signature: whatever looks like one was made with some key. */
  @Setup
  public void setUp() {
    for (int i = 0; i < message.length; i++) {
      message[i] = (byte) i;
    }
    System.arraycopy(ED25519_SIGNATURE, 0, hash, 0, hash.length);
    for (int i = 1; i < ecdsaSignature.length - 1; i++) {
      ecdsaSignature[i] = (byte) (i * i);
    }
    if (!sr25519() || !ed25519()) {
      throw new IllegalStateException("the signatures are valid");
    }
    while (!hasKey()) {
      ecdsaSignature[1]++;
    }
  }

  private boolean hasKey() {
    try {
      return ecdsaRecover().length > 0;
    } catch (Secp256k1.RecoveryException e) {
      return false; // r is no x of a point
    }
  }

  /** Version 2 of the host function. */
  @Benchmark
  public boolean sr25519() {
    return Sr25519.verify(SR25519_SIGNATURE, message, 0, message.length, SR25519_KEY);
  }

  /** By the rules of ZIP 215. */
  @Benchmark
  public boolean ed25519() {
    return Ed25519.verify(ED25519_SIGNATURE, message, 0, message.length, ED25519_KEY);
  }

  /** The key of a signature of a hash. */
  @Benchmark
  public byte[] ecdsaRecover() throws Secp256k1.RecoveryException {
    return Secp256k1.recover(ecdsaSignature, hash, Secp256k1.Overflow.REFUSED);
  }
}

package io.pvfhost.benchmarks.micro;

import io.pvfhost.scale.Digests;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The hash functions that host and guests use. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DigestBenchmark {

  /** Bytes of input. */
  @Param({"32", "1024", "1048576"})
  public int size;

  private byte[] data;

  /** Makes the input. */
  @Setup
  public void setUp() {
    data = new byte[size];
    new Random(1).nextBytes(data);
  }

  /** Code and params hashes, most storage keys. */
  @Benchmark
  public byte[] blake2b256() {
    return Digests.blake2b256(data);
  }

  /** Ethereum's hash. */
  @Benchmark
  public byte[] keccak256() {
    return Digests.keccak256(data);
  }

  /** Checksum of artifacts. */
  @Benchmark
  public byte[] twox256() {
    return Digests.twox256(data);
  }
}

package io.pvfhost.benchmarks.micro;

import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationParams;
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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What an instance of real code takes: {@code -p code=FILE[,FILE]} names PVFs. The block is empty, so that the code
 * gives up when it decodes it; the call and its trap are part of the figure.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:C1MaxInlineSize=8"})
public class InstanceBenchmark {

  private static final int MAX_CODE_BYTES = 64 << 20;

  @Param("")
  private String code;

  private final ExecutionLimits limits = ExecutionLimits.of(ExecutorParams.EMPTY);
  private final ValidationParams nothing =
      new ValidationParams(Bytes.EMPTY, Bytes.EMPTY, 1, Hash.ZERO, Optional.empty());
  private LoadedPvf pvf;

  /** Prepares and loads the code. */
  @Setup
  public void setUp() throws Exception {
    if (code.isEmpty()) {
      throw new IllegalArgumentException("-p code=FILE is missing");
    }
    PvfEngine engine = PvfEngine.create();
    byte[] plain = MaybeCompressed.decompress(Files.readAllBytes(Path.of(code)), MAX_CODE_BYTES);
    pvf = engine.load(engine.prepare(plain, ExecutorParams.EMPTY).artifact());
  }

  /** A fresh instance, the call, and the instance's memory cleared. */
  @Benchmark
  public Execution instance() {
    return pvf.execute(nothing, limits);
  }
}

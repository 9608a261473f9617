package io.pvfhost.benchmarks.micro;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the engine alone takes: each call has a fresh instance. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:C1MaxInlineSize=8", "-XX:MaxTrivialSize=32"})
public class EngineBenchmark {

  private final ExecutionLimits limits = ExecutionLimits.of(ExecutorParams.EMPTY);
  private LoadedPvf constant;
  private LoadedPvf adder;
  private ValidationParams nothing;
  private ValidationParams block;

  /** Prepares and loads the code. */
  @Setup
  public void setUp() throws PrepareFailure, ArtifactException {
    constant = load(Sample.UNCALLED_IMPORT);
    adder = load(Sample.ADDER);
    nothing = params(Bytes.EMPTY, Bytes.EMPTY);
    block = params(Adder.genesisHead(), Adder.block(0, 1));
  }

  private static LoadedPvf load(Sample sample) throws PrepareFailure, ArtifactException {
    PvfEngine engine = PvfEngine.create();
    return engine.load(engine.prepare(sample.code().toArray(), ExecutorParams.EMPTY).artifact());
  }

  private static ValidationParams params(Bytes head, Bytes blockData) {
    return new ValidationParams(head, blockData, 1, Hash.ZERO, Optional.empty());
  }

  /** Code that returns a constant: instance and memory. */
  @Benchmark
  public Execution constant() {
    return constant.execute(nothing, limits);
  }

  /** The adder, which hashes three short inputs. */
  @Benchmark
  public Execution adder() {
    return adder.execute(block, limits);
  }
}

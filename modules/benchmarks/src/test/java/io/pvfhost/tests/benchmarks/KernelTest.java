package io.pvfhost.tests.benchmarks;

import io.pvfhost.benchmarks.kernels.Kernel;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ValidationParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KernelTest {

  private static final int BUFFER_BYTES = 1 << 20;

  private static Bytes head(Kernel kernel, int rounds) throws Exception {
    PvfEngine engine = PvfEngine.create();
    byte[] artifact = engine.prepare(kernel.code().array(), ExecutorParams.EMPTY).artifact();
    ValidationParams params = new ValidationParams(Bytes.EMPTY, kernel.block(rounds), 1, Hash.ZERO, Optional.empty());
    Execution execution = engine.load(artifact).execute(params, ExecutionLimits.of(ExecutorParams.EMPTY));
    return assertInstanceOf(Execution.Completed.class, execution, execution::toString).result().headData();
  }

  @ParameterizedTest
  @EnumSource(names = {"BLAKE2B", "UNROLLED_BLAKE2B"})
  void blake2bIsTheHashOfItsBuffer(Kernel kernel) throws Exception {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int i = 0; i < buffer.length; i++) {
      buffer[i] = (byte) (i * 31 + 7);
    }
    Bytes digest = Bytes.wrap(Arrays.copyOf(Digests.blake2b256(buffer), Long.BYTES));
    assertEquals(digest, head(kernel, 1));
  }

  @Test
  void fibIsTheFibonacciNumber() throws Exception {
    assertEquals(6765, new ScaleReader(head(Kernel.FIB, 20).array()).u64());
  }

  @ParameterizedTest
  @EnumSource
  void eachRoundCounts(Kernel kernel) throws Exception {
    assertNotEquals(head(kernel, 2), head(kernel, 3));
  }

  @Test
  void longFunctionIsOneOfAMillionBytes() throws Exception {
    PreparedCode prepared = PvfEngine.create().prepare(Kernel.LONG_FUNCTION_50.code().array(), ExecutorParams.EMPTY);
    assertEquals(1, prepared.functions());
    assertTrue(prepared.largest().get(0).bytes() >= 1_000_000);
  }
}

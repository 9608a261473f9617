package io.pvfhost.tests.worker;

import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** Samples prepared by a real prepare worker, each once. */
final class Artifacts {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final TestHost worker;
  private final Map<Sample, byte[]> made = new EnumMap<>(Sample.class);

  Artifacts(TestHost worker) {
    this.worker = worker;
  }

  byte[] of(Sample sample) throws Exception {
    byte[] artifact = made.get(sample);
    if (artifact == null) {
      assertInstanceOf(PrepareResult.Success.class, worker.prepare(request(sample.code(), ExecutorParams.EMPTY)));
      artifact = worker.takeArtifact();
      made.put(sample, artifact);
    }
    return artifact;
  }

  static PrepareRequest request(Bytes code, ExecutorParams params) {
    return request(code, params, TIMEOUT, PrepareJobKind.COMPILATION);
  }

  static PrepareRequest request(Bytes code, ExecutorParams params, Duration timeout, PrepareJobKind kind) {
    return new PrepareRequest(code, 12 << 20, Hash.blake2b256(code), params, timeout, kind);
  }
}

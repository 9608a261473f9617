package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.CpuHeavy;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleWriter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Requests that the tests send, and what must come of them. */
final class Jobs {

  static final long MAX_POV = 5 << 20;
  /** A budget that no honest job spends, however busy the machine is. */
  static final Duration AMPLE = Duration.ofSeconds(50);
  /** About a second of computing. */
  private static final long ROUNDS = 400_000_000L;
  private static final Bytes SLOW_HEAD = CpuHeavy.head(ROUNDS);

  private Jobs() {
  }

  static ExecuteRequest.Builder of(Bytes code, Bytes head, Bytes block) {
    return of(ValidationCode.of(code), head, block);
  }

  static ExecuteRequest.Builder of(ValidationCode code, Bytes head, Bytes block) {
    return ExecuteRequest.builder(code, new PersistedValidationData(head, 1, Hash.ZERO, MAX_POV), new PoV(block))
        .executionTimeout(AMPLE);
  }

  static ExecuteRequest.Builder of(Sample sample, Bytes block) {
    return of(sample.code(), Adder.genesisHead(), block);
  }

  static ExecuteRequest.Builder adder() {
    return adder(ValidationCode.of(Sample.ADDER.code()));
  }

  static ExecuteRequest.Builder adder(ValidationCode code) {
    return of(code, Adder.genesisHead(), Adder.block(0, 512));
  }

  /** Runs until somebody ends it. */
  static ExecuteRequest.Builder endless() {
    return of(Sample.ENDLESS_LOOP, Bytes.EMPTY);
  }

  /** Is valid after about a second of computing. */
  static ExecuteRequest.Builder slow() {
    return of(Sample.CPU_HEAVY, CpuHeavy.block(ROUNDS));
  }

  static void assertAdded(ExecuteReply reply) {
    assertOutcome(ReasonCode.OK, reply);
    assertEquals(Adder.nextHead(Adder.genesisHead(), 0, 512), reply.result().orElseThrow().headData());
  }

  static void assertSlowDone(ExecuteReply reply) {
    assertOutcome(ReasonCode.OK, reply);
    assertEquals(SLOW_HEAD, reply.result().orElseThrow().headData());
  }

  static void assertOutcome(ReasonCode code, ExecuteReply reply) {
    assertEquals(code, reply.reason().code(), reply::toString);
    assertEquals(code.verdict(), reply.verdict());
    assertEquals(reply.verdict() == Verdict.VALID, reply.result().isPresent());
  }

  /** The same function under another hash: a custom section with a name of its own is added. */
  static Bytes variant(Sample sample) {
    byte[] name = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    return new ScaleWriter().raw(sample.code().array()).u8(0).u8(name.length + 1).u8(name.length).raw(name).toBytes();
  }
}

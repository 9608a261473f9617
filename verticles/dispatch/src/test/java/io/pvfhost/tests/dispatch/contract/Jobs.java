package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleWriter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Requests of the contract, and what must come of them. */
final class Jobs {

  static final long MAX_POV = 6 << 20;
  /** A budget that no honest job spends, however busy the machine is. */
  static final Duration AMPLE = Duration.ofSeconds(50);
  private static final int LEB_BITS = 7;

  private Jobs() {
  }

  static ExecuteRequest.Builder of(ValidationCode code, Bytes block) {
    return ExecuteRequest.builder(code, new PersistedValidationData(Adder.genesisHead(), 1, Hash.ZERO, MAX_POV),
        new PoV(block)).executionTimeout(AMPLE);
  }

  static ExecuteRequest.Builder of(Sample sample, Bytes block) {
    return of(ValidationCode.of(sample.code()), block);
  }

  static ExecuteRequest.Builder adder() {
    return adder(ValidationCode.of(Sample.ADDER.code()));
  }

  static ExecuteRequest.Builder adder(ValidationCode code) {
    return of(code, Adder.block(0, 512));
  }

  /** Its state is not that of the parent head. */
  static ExecuteRequest.Builder wrongAdder() {
    return of(Sample.ADDER, Adder.block(1, 512));
  }

  /** Runs until somebody ends it. */
  static ExecuteRequest.Builder endless() {
    return of(Sample.ENDLESS_LOOP, Bytes.EMPTY);
  }

  /** The head is a hash of the block data, which cannot be compressed. */
  static ExecuteRequest.Builder hasher(int blockBytes) {
    byte[] block = new byte[blockBytes];
    new Random(blockBytes).nextBytes(block);
    return of(Sample.HASHER, Bytes.wrap(block));
  }

  /** Code that adds, of a hash that nobody has seen, longer than the sample by about so many bytes. */
  static Bytes newAdder(int padding) {
    byte[] name = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    ScaleWriter out = new ScaleWriter().raw(Sample.ADDER.code().array()).u8(0);
    // A custom section: its length in LEB128, then its name, then what the name says, here nothing.
    for (int left = name.length + 1 + padding; left > 0; left >>>= LEB_BITS) {
      boolean more = left >>> LEB_BITS > 0;
      out.u8((left & (1 << LEB_BITS) - 1) | (more ? 1 << LEB_BITS : 0));
    }
    return out.u8(name.length).raw(name).raw(new byte[padding]).toBytes();
  }

  static void assertAdded(ExecuteReply reply) {
    assertOutcome(ReasonCode.OK, reply);
    assertEquals(Adder.nextHead(Adder.genesisHead(), 0, 512), reply.result().orElseThrow().headData());
  }

  static void assertHashed(ExecuteRequest request, ExecuteReply reply) {
    assertOutcome(ReasonCode.OK, reply);
    Bytes block = request.pov().blockData();
    assertEquals(Bytes.wrap(Digests.blake2b256(block.array())), reply.result().orElseThrow().headData());
    assertEquals(block.length(), reply.povSize());
  }

  static void assertOutcome(ReasonCode code, ExecuteReply reply) {
    assertEquals(code, reply.reason().code(), reply::toString);
    assertEquals(code.verdict(), reply.verdict());
  }

  /** Hosts of the attempts, in order. */
  static List<String> hosts(ExecuteReply reply) {
    return reply.attempts().stream().map(Attempt::host).toList();
  }
}

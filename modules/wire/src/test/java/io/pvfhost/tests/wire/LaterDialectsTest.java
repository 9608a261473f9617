package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.HostFunctionSet;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.PrepareJobKind;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;
import io.pvfhost.wire.ValidationContext;
import io.pvfhost.wire.WireException;
import io.pvfhost.wire.WorkerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where S6, S4, R1 and R2 differ from S: bytes from the protocol description. */
class LaterDialectsTest {

  private static final String PVD = "0c010203 07000000" + Golden.R11 + "00005000";
  private static final String TWO_SECONDS = "0200000000000000 00000000";
  private static final String R1_JOB = PVD + "08aabb" + TWO_SECONDS + Golden.RCD;
  private static final String PARENTS = "22".repeat(32) + "33".repeat(32);
  private static final Optional<Bytes> CHECKSUM = Optional.of(Bytes.fromHex(Golden.RCD));
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @Test
  void jobOfS6IsThreeFrames() throws WireException {
    checkJob(Dialect.S6, job(Optional.empty(), Optional.empty()), PVD, "08aabb", TWO_SECONDS);
  }

  @Test
  void jobOfS4HasTheChecksumInAFourthFrame() throws WireException {
    checkJob(Dialect.S4, job(CHECKSUM, Optional.empty()), PVD, "08aabb", TWO_SECONDS, Golden.RCD);
  }

  @Test
  void jobOfR1IsOneFrame() throws WireException {
    assertEquals(0x5b, Golden.hex(R1_JOB).length);
    checkJob(Dialect.R1, job(CHECKSUM, Optional.empty()), R1_JOB);
  }

  @ParameterizedTest
  @CsvSource({"V1, 00", "V2, 01", "V3, 02"})
  void jobOfR2EndsWithTheContext(String version, String hex) throws WireException {
    CandidateDescriptorVersion known = List.of(CandidateDescriptorVersion.V1, CandidateDescriptorVersion.V2,
        CandidateDescriptorVersion.V3).get(Integer.parseInt(hex));
    assertEquals(version, known.toString());
    for (Dialect dialect : List.of(Dialect.R2_26, Dialect.R2)) {
      checkJob(dialect, job(CHECKSUM, context(known)), R1_JOB + PARENTS + hex);
    }
  }

  @Test
  void unknownDescriptorVersionIsFollowedByItsByteFromCrate29On() throws WireException {
    ExecuteRequest job = job(CHECKSUM, context(CandidateDescriptorVersion.unknown(0x7f)));
    checkJob(Dialect.R2, job, R1_JOB + PARENTS + "037f");
    assertEquals(List.of(Golden.hex(Golden.hex(R1_JOB + PARENTS + "03"))), encode(Dialect.R2_26, job));
    checkJob(Dialect.R2_26, job(CHECKSUM, context(CandidateDescriptorVersion.unknown(0))), R1_JOB + PARENTS + "03");
  }

  @Test
  void jobOfR2IsAJobOfR1WithATail() throws WireException {
    assertEquals(job(CHECKSUM, Optional.empty()),
        Dialect.R1.decodeExecuteRequest(List.of(Golden.hex(R1_JOB + PARENTS + "01"))));
  }

  @Test
  void blockDataOfASingleFrameIsNotCopied() {
    ByteBuffer memory = ByteBuffer.allocateDirect(2).put((byte) 0xaa).put((byte) 0xbb).flip();
    ExecuteRequest job = new ExecuteRequest(job(CHECKSUM, Optional.empty()).pvd(), memory, TIMEOUT, CHECKSUM,
        context(CandidateDescriptorVersion.V2));
    for (Dialect dialect : List.of(Dialect.R1, Dialect.R2)) {
      Payload frame = dialect.encodeExecuteRequest(job).get(0);
      assertTrue(frame.parts().get(1).isDirect());
      memory.put(0, (byte) 0x77);
      assertEquals(0x77, frame.parts().get(1).get(0));
      memory.put(0, (byte) 0xaa);
      assertEquals(Golden.hex(R1_JOB + (dialect == Dialect.R1 ? "" : PARENTS + "01")).length, frame.length());
    }
  }

  @Test
  void jobThatLacksWhatTheDialectSendsIsRefused() {
    for (Dialect dialect : List.of(Dialect.S4, Dialect.R1, Dialect.R2_26, Dialect.R2)) {
      ExecuteRequest job = job(Optional.empty(), context(CandidateDescriptorVersion.V2));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> dialect.encodeExecuteRequest(job));
      assertEquals("the dialect needs the artifact's checksum", e.getMessage());
    }
    ExecuteRequest job = job(CHECKSUM, Optional.empty());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Dialect.R2.encodeExecuteRequest(job));
    assertEquals("the dialect needs the candidate's context", e.getMessage());
  }

  @Test
  void undecodableFrameIsNamedAsAWorkerReportsIt() {
    WireException one = assertThrows(WireException.class,
        () -> Dialect.R2.decodeExecuteRequest(List.of(Golden.hex(R1_JOB))));
    assertEquals("ExecuteRequest", one.messageName());
    assertEquals("relay_parent", one.field());
    WireException version = assertThrows(WireException.class,
        () -> Dialect.R2.decodeExecuteRequest(List.of(Golden.hex(R1_JOB + PARENTS + "04"))));
    assertEquals("descriptor_version", version.field());
    WireException four = assertThrows(WireException.class, () -> Dialect.S4.decodeExecuteRequest(
        List.of(Golden.hex(PVD), Golden.hex("08aabb"), Golden.hex(TWO_SECONDS), new byte[31])));
    assertEquals("artifact checksum", four.messageName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"S4", "R1", "R2-26", "R2"})
  void corruptedArtifactIsTheFifthJobResponse(String name) throws WireException {
    Dialect dialect = Dialect.named(name);
    Golden.check("00 04 0000000000000000 00000000 00000000",
        new ExecuteResult.Response(new WorkerResponse(new JobResponse.CorruptedArtifact(), Duration.ZERO, 0)),
        dialect::encodeExecuteResult, dialect::decodeExecuteResult);
    WireException e = assertThrows(WireException.class, () -> dialect.decodeExecuteResult(Golden.hex("0005")));
    assertEquals("execute result: JobResponse: unknown variant 5 at offset 1", e.getMessage());
  }

  @Test
  void corruptedArtifactIsUnknownInS6() {
    assertThrows(WireException.class,
        () -> Dialect.S6.decodeExecuteResult(Golden.hex("00 04 0000000000000000 00000000 00000000")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"S6", "S4", "R1", "R2-26", "R2"})
  void prepareRequestHasTheCodeBombLimitSecond(String name) throws WireException {
    Dialect dialect = Dialect.named(name);
    String hash = "f6a5dbf080e9c9d7834145653bce4c8cded62e664d7ddcdb5c526f5877006d74";
    Golden.check("200061736d01000000 0000c000" + hash + "00 3c00000000000000 00000000 01",
        new PrepareRequest(Bytes.fromHex("0061736d01000000"), 12 << 20, Hash.fromHex(hash), ExecutorParams.EMPTY,
            Duration.ofSeconds(60), PrepareJobKind.PRECHECKING),
        dialect::encodePrepareRequest, dialect::decodePrepareRequest);
  }

  @ParameterizedTest
  @CsvSource({"S6, 0101, 30", "S4, '', 00", "R1, '', 00", "R2-26, '', 00", "R2, '', 00"})
  void prepareResultHasTheChecksumOfItsDialect(String name, String prefix, String zero) throws WireException {
    Dialect dialect = Dialect.named(name);
    MemoryStats memory = new MemoryStats(
        Optional.of(new MemoryStats.Tracker(10 << 20, 8 << 20)), OptionalLong.of(20480), 5 << 20);
    String sum = zero.repeat(prefix.isEmpty() ? 32 : 64);
    Golden.check("00" + prefix + sum + "0000000000000000 80b2e60e | 01 0000a00000000000 0000800000000000"
            + "| 01 0050000000000000 | 0000500000000000 | 08000000",
        new PrepareResult.Success(Bytes.wrap(new byte[32]), new PrepareStats(Duration.ofMillis(250), memory, 8)),
        dialect::encodePrepareResult, dialect::decodePrepareResult);
  }

  @Test
  void hostFunctionsAreAnExecutorParameterOfR2() throws WireException {
    ExecuteHandshake handshake = new ExecuteHandshake(new ExecutorParams(
        List.of(new ExecutorParam.EnabledHostFunction(HostFunctionSet.ECC_RFC163))));
    for (Features features : Features.ALL) {
      Dialect dialect = features.dialect();
      if (features.hostFunctions()) {
        Golden.check("04 0801", handshake, dialect::encodeExecuteHandshake, dialect::decodeExecuteHandshake);
      } else {
        assertThrows(IllegalArgumentException.class, () -> dialect.encodeExecuteHandshake(handshake));
        assertThrows(WireException.class, () -> dialect.decodeExecuteHandshake(Golden.hex("04 0801")));
      }
    }
  }

  private static Optional<ValidationContext> context(CandidateDescriptorVersion version) {
    return Optional.of(new ValidationContext(
        Hash.fromHex("22".repeat(32)), Hash.fromHex("33".repeat(32)), version));
  }

  private static ExecuteRequest job(Optional<Bytes> checksum, Optional<ValidationContext> context) {
    return new ExecuteRequest(
        new PersistedValidationData(Bytes.fromHex("010203"), 7, Hash.fromHex(Golden.R11), 5 << 20),
        ByteBuffer.wrap(Golden.hex("aabb")), TIMEOUT, checksum, context);
  }

  private static List<String> encode(Dialect dialect, ExecuteRequest job) {
    return Messages.frames(dialect, job).stream().map(Golden::hex).toList();
  }

  /** Both directions, and with bytes behind each frame. */
  private static void checkJob(Dialect dialect, ExecuteRequest job, String... frames) throws WireException {
    List<byte[]> expected = List.of(frames).stream().map(Golden::hex).toList();
    assertEquals(expected.stream().map(Golden::hex).toList(), encode(dialect, job));
    assertEquals(job, dialect.decodeExecuteRequest(expected));
    assertEquals(job, dialect.decodeExecuteRequest(
        List.of(frames).stream().map(frame -> Golden.hex(frame + "ff")).toList()));
  }
}

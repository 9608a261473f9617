package io.pvfhost.tests.worker;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.Frames;
import io.pvfhost.wire.InternalValidationError;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.WorkerError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What workers do with hosts that say nothing, stop in the middle, or talk nonsense. */
@Timeout(60)
class HostileHostIT {
  @TempDir
  private Path dir;

  private static SecurityStatus secure(boolean landlock, boolean changeRoot) {
    return new SecurityStatus(true, landlock, false, changeRoot, false);
  }

  private static void assertEnded(TestHost host, String reason) throws IOException, InterruptedException {
    assertEquals(1, host.worker().exitCode());
    assertTrue(host.worker().stderr().contains(reason), host.worker().stderr());
  }

  private static String hostCommunication(TestHost host) throws Exception {
    ExecuteResult.Failure failure = assertInstanceOf(ExecuteResult.Failure.class, host.receiveExecuteResult());
    WorkerError.Internal internal = assertInstanceOf(WorkerError.Internal.class, failure.error());
    return assertInstanceOf(InternalValidationError.HostCommunication.class, internal.error()).text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"execute-worker", "prepare-worker"})
  void theSocketIsGoneOnceTheWorkerHasConnected(String program) throws Exception {
    try (TestHost host = TestHost.connected(dir, program)) {
      host.hangUp();
      assertEquals(1, host.worker().exitCode());
      assertFalse(Files.exists(host.socket()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"execute-worker", "prepare-worker"})
  void aHostThatHangsUpBetweenMessagesEndsTheWorkerQuietly(String program) throws Exception {
    try (TestHost host = TestHost.connected(dir, program)) {
      host.hangUp();
      assertEquals(1, host.worker().exitCode());
      assertEquals("", host.worker().stderr());
    }
    try (TestHost host = program.startsWith("e") ? TestHost.executeWorker(dir) : TestHost.prepareWorker(dir)) {
      host.hangUp();
      assertEquals(1, host.worker().exitCode());
      assertEquals("", host.worker().stderr());
    }
  }

  @Test
  void anEndInsideAHeaderOrPayloadIsReportedWithByteCounts() throws Exception {
    try (TestHost host = TestHost.prepareWorker(dir)) {
      host.raw().write(new byte[] {1, 2, 3});
      host.hangUp();
      assertEnded(host, "end of stream after 3 of 8 header bytes");
    }
    try (TestHost host = TestHost.prepareWorker(dir)) {
      host.raw().write(Frames.encodeHeader(100));
      host.raw().write(new byte[10]);
      host.hangUp();
      assertEnded(host, "end of stream after 10 of 100 payload bytes");
    }
  }

  @Test
  void anEndBetweenTheFramesOfOneRequestIsReported() throws Exception {
    try (TestHost host = TestHost.executeWorker(dir)) {
      List<Payload> frames = TestHost.DIALECT.encodeExecuteRequest(
          TestHost.request(Bytes.EMPTY, Bytes.EMPTY, TestHost.TIMEOUT));
      host.send(frames.get(0).toByteArray());
      host.hangUp();
      assertEnded(host, "end of stream after 1 of 3 frames");
    }
  }

  @Test
  void aHugeFrameIsRefusedBeforeItIsRead() throws Exception {
    try (TestHost host = TestHost.executeWorker(dir)) {
      host.raw().write(Frames.encodeHeader(-1));
      assertTrue(hostCommunication(host).contains("18446744073709551615"));
      assertEquals(Optional.empty(), host.receive());
      assertEquals(1, host.worker().exitCode());
    }
    try (TestHost host = TestHost.prepareWorker(dir)) {
      host.raw().write(Frames.encodeHeader(Frames.DEFAULT_MAX_FRAME_BYTES + 1));
      assertEquals(Optional.empty(), host.receive());
      assertEnded(host, "" + (Frames.DEFAULT_MAX_FRAME_BYTES + 1));
    }
  }

  @Test
  void emptyAndGarbageFramesAreNoRequest() throws Exception {
    for (byte[] payload : List.of(new byte[0], new byte[] {(byte) 0xff, 1, 2, 3})) {
      try (TestHost host = TestHost.executeWorker(dir)) {
        host.send(payload);
        host.send(payload);
        host.send(payload);
        assertEquals("execute pvf recv_request: failed to decode persisted validation data", hostCommunication(host));
        assertEquals(Optional.empty(), host.receive());
        assertEquals(1, host.worker().exitCode());
      }
      try (TestHost host = TestHost.prepareWorker(dir)) {
        host.send(payload);
        assertEquals(Optional.empty(), host.receive());
        assertEnded(host, "cannot read the request");
      }
    }
  }

  @Test
  void aHandshakeThatCannotBeReadEndsTheWorkerWithoutAWord() throws Exception {
    try (TestHost host = TestHost.connected(dir, "execute-worker")) {
      host.send(new byte[] {2, 2, 2, 2, 2});
      assertEquals(Optional.empty(), host.receive());
      assertEnded(host, "cannot read the worker handshake");
    }
  }

  @Test
  void anExecuteHandshakeThatCannotBeReadIsAnInternalError() throws Exception {
    try (TestHost host = TestHost.connected(dir, "execute-worker")) {
      host.send(TestHost.DIALECT.encodeSecurityStatus(SecurityStatus.NONE));
      host.send(new byte[] {4, 99});
      assertTrue(hostCommunication(host).contains("cannot read the execute handshake"));
      assertEquals(Optional.empty(), host.receive());
      assertEquals(1, host.worker().exitCode());
    }
  }

  @Test
  void messagesThatArriveByteByByteAreRead() throws Exception {
    try (TestHost host = TestHost.connected(dir, "execute-worker")) {
      drip(host.raw(), TestHost.DIALECT.encodeSecurityStatus(SecurityStatus.NONE));
      drip(host.raw(), TestHost.DIALECT.encodeExecuteHandshake(new ExecuteHandshake(ExecutorParams.EMPTY)));
      host.putArtifact(new byte[0]);
      for (Payload frame : TestHost.DIALECT.encodeExecuteRequest(
          TestHost.request(Bytes.EMPTY, Bytes.EMPTY, TestHost.TIMEOUT))) {
        drip(host.raw(), frame.toByteArray());
      }
      assertInstanceOf(ExecuteResult.Response.class, host.receiveExecuteResult());
    }
  }

  private static void drip(OutputStream out, byte[] payload) throws IOException {
    for (byte b : Frames.encodeHeader(payload.length)) {
      out.write(b);
    }
    for (byte b : payload) {
      out.write(b);
    }
  }

  @Test
  void anyVariableButTheLogsIsAnErrorAndFatalInSecureMode() throws Exception {
    Map<String, String> environment = Map.of("RUST_LOG", "error", "SECRET", "value");
    String complaint = "environment must be empty but for RUST_LOG, it has [SECRET]";
    try (TestHost host = TestHost.connected(dir, "prepare-worker", environment)) {
      host.send(TestHost.DIALECT.encodeSecurityStatus(SecurityStatus.NONE));
      host.send(new byte[0]);
      assertEquals(Optional.empty(), host.receive());
      assertEnded(host, complaint);
      assertTrue(host.worker().stderr().contains("cannot read the request"), "it went on to the next message");
    }
    try (TestHost host = TestHost.connected(dir, "prepare-worker", environment)) {
      host.send(TestHost.DIALECT.encodeSecurityStatus(secure(false, false)));
      assertEquals(Optional.empty(), host.receive());
      assertEnded(host, complaint);
    }
  }

  @Test
  void aClearedEnvironmentPassesInSecureMode() throws Exception {
    try (TestHost host = TestHost.connected(dir, "prepare-worker", Map.of("RUST_LOG", ""))) {
      host.send(TestHost.DIALECT.encodeSecurityStatus(secure(false, false)));
      host.hangUp();
      assertEquals(1, host.worker().exitCode());
      assertEquals("", host.worker().stderr());
    }
  }

  @Test
  void aHostThatCountsOnConfinementIsToldByTheExit() throws Exception {
    try (TestHost host = TestHost.connected(dir, "execute-worker")) {
      host.send(TestHost.DIALECT.encodeSecurityStatus(secure(true, false)));
      assertEquals(Optional.empty(), host.receive());
      assertEnded(host, "cannot enable landlock");
    }
    try (TestHost host = TestHost.connected(dir, "execute-worker")) {
      host.send(TestHost.DIALECT.encodeSecurityStatus(secure(false, true)));
      assertEquals(Optional.empty(), host.receive());
      assertEnded(host, "cannot unshare");
    }
  }
}

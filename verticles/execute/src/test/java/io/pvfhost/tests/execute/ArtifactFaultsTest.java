package io.pvfhost.tests.execute;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Whatever happens to artifacts is never held against a candidate, and mended. */
@Timeout(120)
class ArtifactFaultsTest {

  private static TestHost host;
  private Path artifact;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(execute -> execute.setWorkers(1).setSpares(0), prepare -> { });
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  @BeforeEach
  void prepareOneCode() throws Exception {
    Jobs.assertAdded(host.run(Jobs.adder()));
    artifact = host.artifact();
  }

  /** A backer's job, which has no retries: what was found wrong with the artifact is mended all the same. */
  private void assertMended(ReasonCode found) throws Exception {
    ExecuteReply reply = host.run(Jobs.adder());
    Jobs.assertAdded(reply);
    assertEquals(List.of(found, ReasonCode.OK), reasons(reply));
    assertEquals(artifact, host.artifact());
    assertEquals(1, host.status().artifacts());
    assertEquals(Files.size(artifact), host.status().artifactBytes());
    assertEquals(List.of(ReasonCode.OK), reasons(host.run(Jobs.adder())));
  }

  private static List<ReasonCode> reasons(ExecuteReply reply) {
    return reply.attempts().stream().map(Attempt::reason).map(reason -> reason.code()).toList();
  }

  @Test
  void aDeletedArtifactIsMadeAgain() throws Exception {
    Files.delete(artifact);
    assertMended(ReasonCode.ARTIFACT_MISSING);
  }

  @Test
  void aTruncatedArtifactIsMadeAgain() throws Exception {
    Files.newByteChannel(artifact, StandardOpenOption.WRITE).truncate(Files.size(artifact) / 2).close();
    assertMended(ReasonCode.CORRUPTED_ARTIFACT);
  }

  @Test
  void anArtifactThatOnlyLooksChangedIsReadAgainAndUsed() throws Exception {
    Files.setLastModifiedTime(artifact, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    assertMended(ReasonCode.CORRUPTED_ARTIFACT);
  }

  @Test
  void anEmptyArtifactIsMadeAgain() throws Exception {
    Files.write(artifact, new byte[0]);
    assertMended(ReasonCode.CORRUPTED_ARTIFACT);
  }

  @Test
  void anArtifactThatWasChangedBehindItsSizeAndTimeIsMadeAgain() throws Exception {
    FileTime time = Files.getLastModifiedTime(artifact);
    byte[] bytes = Files.readAllBytes(artifact);
    bytes[bytes.length / 2] ^= 1;
    Files.write(artifact, bytes);
    Files.setLastModifiedTime(artifact, time);
    assertMended(ReasonCode.RUNTIME_CONSTRUCTION);
  }

  @Test
  void aMissingArtifactOfCodeKnownByItsHashIsReported() throws Exception {
    Files.delete(artifact);
    ExecuteReply reply = host.run(Jobs.adder(ValidationCode.ofHash(Jobs.adder().build().code().hash())));
    assertOutcome(ReasonCode.CODE_UNKNOWN, reply);
    assertEquals(List.of(ReasonCode.ARTIFACT_MISSING), reasons(reply));
  }

  @Test
  void theDirectoryOfTheArtifactsIsMadeAgain() throws Exception {
    TestHost.deleteTree(host.artifacts());
    assertMended(ReasonCode.ARTIFACT_MISSING);
  }

  @Test
  void aHostWhoseWholeCacheWasDeletedRecovers() throws Exception {
    TestHost.deleteTree(host.cache);
    await().untilAsserted(() -> Jobs.assertAdded(host.run(Jobs.adder().kind(ExecutionKind.APPROVAL))));
    assertEquals(artifact, host.artifact());
  }

  @Test
  void artifactsSurviveARestartAndAreCheckedThen() throws Exception {
    host.stop();
    host.deployPrepare();
    host.deployExecute();
    ExecuteReply byHash = host.run(Jobs.adder(ValidationCode.ofHash(Jobs.adder().build().code().hash())));
    Jobs.assertAdded(byHash);

    host.stop();
    byte[] bytes = Files.readAllBytes(artifact);
    bytes[bytes.length - 1] ^= 1;
    Files.write(artifact, bytes);
    host.deployPrepare();
    host.deployExecute();
    ExecuteReply reply = host.run(Jobs.adder());
    Jobs.assertAdded(reply);
    assertEquals(List.of(ReasonCode.OK), reasons(reply));
  }
}

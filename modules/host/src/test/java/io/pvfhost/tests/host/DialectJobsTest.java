package io.pvfhost.tests.host;

import io.pvfhost.host.Artifact;
import io.pvfhost.host.ExecuteConclusion;
import io.pvfhost.host.ExecuteOutcome.NotSent;
import io.pvfhost.host.ExecuteOutcome.Replied;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.PrepareConclusion;
import io.pvfhost.host.PrepareJob;
import io.pvfhost.host.PrepareOutcome.Prepared;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.JobResponse;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;
import io.pvfhost.wire.ValidationContext;
import io.pvfhost.wire.WorkerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Jobs in each dialect: the frames that arrive at a worker, and its answers. */
@Timeout(60)
class DialectJobsTest {

  private static final Bytes CHECKSUM = Bytes.fromHex("cd".repeat(32));

  @RegisterExtension
  final Rig rig = new Rig();

  private static ExecuteRequest job(Optional<Bytes> checksum) {
    ExecuteRequest plain = Jobs.execute(Jobs.LONG, Bytes.fromHex("0102"), Bytes.fromHex("aabbcc"));
    Hash parent = Hash.fromHex("22".repeat(32));
    return new ExecuteRequest(plain.pvd(), plain.blockData(), plain.timeout(), checksum,
        Optional.of(new ValidationContext(parent, parent, CandidateDescriptorVersion.V2)));
  }

  private static String answer(Dialect dialect, JobResponse response) {
    return "send:" + Jobs.frame(dialect.encodeExecuteResult(
        new ExecuteResult.Response(new WorkerResponse(response, Duration.ZERO, 0))));
  }

  private ExecuteConclusion run(Dialect dialect, ExecuteRequest job, String... script) throws Exception {
    List<String> words = new ArrayList<>(List.of("connect", "frames:2"));
    words.addAll(List.of(script));
    words.add("eof");
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, Rig.speaking(dialect, Rig.fake(words.toArray(String[]::new))));
    Artifact artifact = Jobs.artifact(rig.cache());
    return Rig.join(Jobs.begin(rig, factory, worker, artifact, job));
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "S6", "S4", "R1", "R2-26", "R2"})
  void executeWorkerGetsTheFramesOfItsDialect(String name) throws Exception {
    Dialect dialect = Dialect.named(name);
    List<String> script = new ArrayList<>();
    for (int i = 0; i < dialect.executeRequestFrames(); i++) {
      script.add("save:" + rig.file("frame" + i));
    }
    script.add(answer(dialect, Jobs.OK.jobResponse()));
    ExecuteRequest job = job(Optional.of(CHECKSUM));
    ExecuteConclusion conclusion = run(dialect, job, script.toArray(String[]::new));
    assertEquals(Jobs.OK.jobResponse(),
        assertInstanceOf(Replied.class, conclusion.outcome()).response().jobResponse());
    for (int i = 0; i < dialect.executeRequestFrames(); i++) {
      assertArrayEquals(dialect.encodeExecuteRequest(job).get(i).toByteArray(),
          Files.readAllBytes(rig.file("frame" + i)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"S4", "R1", "R2-26", "R2"})
  void workerThatFindsTheArtifactCorruptedIsFitForTheNextJob(String name) throws Exception {
    Dialect dialect = Dialect.named(name);
    ExecuteConclusion conclusion = run(dialect, job(Optional.of(CHECKSUM)),
        "frames:" + dialect.executeRequestFrames(), answer(dialect, new JobResponse.CorruptedArtifact()));
    assertEquals(new JobResponse.CorruptedArtifact(),
        assertInstanceOf(Replied.class, conclusion.outcome()).response().jobResponse());
    assertTrue(conclusion.idle().isPresent());
  }

  @Test
  void jobWithoutTheChecksumThatTheDialectSendsIsNotSent() throws Exception {
    NotSent refusal =
        assertInstanceOf(NotSent.class, run(Dialect.R1, job(Optional.empty()), "frames:1").outcome());
    assertTrue(refusal.text().contains("the dialect needs the artifact's checksum"), refusal.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"S6", "S4", "R1", "R2-26", "R2"})
  void prepareWorkerGetsTheRequestOfItsDialectAndTellsTheChecksum(String name) throws Exception {
    Dialect dialect = Dialect.named(name);
    PrepareStats stats = new PrepareStats(
        Duration.ofMillis(3), new MemoryStats(Optional.empty(), OptionalLong.empty(), 0), 4);
    String answer = "send:" + Jobs.frame(dialect.encodePrepareResult(new PrepareResult.Success(CHECKSUM, stats)));
    Path saved = rig.file("request");
    WorkerFactory factory = rig.factory();
    // The worker replaces the empty file that it finds.
    IdleWorker worker = rig.start(factory, Rig.speaking(dialect, Rig.fake(WorkerKind.PREPARE, "connect", "frames:1",
        "save:" + saved, "delete:tmp-artifact", "write:tmp-artifact:9", answer, "eof")));
    PrepareRequest request = Jobs.prepare(Jobs.LONG, Bytes.fromHex("0061736d"));
    Path staged = rig.cache().resolve("staged");
    PrepareConclusion conclusion = rig.get(() -> PrepareJob.run(factory, worker, request, staged));
    assertEquals(new Prepared(staged, CHECKSUM, stats), conclusion.outcome());
    assertArrayEquals(dialect.encodePrepareRequest(request), Files.readAllBytes(saved));
  }
}

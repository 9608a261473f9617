package io.pvfhost.tests.host;

import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.PrepareConclusion;
import io.pvfhost.host.PrepareJob;
import io.pvfhost.host.PrepareOutcome.Prepared;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.samples.Sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** The workers of this build. Their archive of classes and the artifacts of samples are made once for all tests. */
final class RealWorkers {

  /** Kept between runs of the tests; named by the contents of the worker. */
  private static final Path CACHE = Path.of("target", "test-cache").toAbsolutePath();
  private static final Map<Sample, byte[]> ARTIFACTS = new EnumMap<>(Sample.class);

  private RealWorkers() {
  }

  static WorkerProgram program(WorkerKind kind) throws IOException {
    return EmbeddedWorker.program(kind, EmbeddedWorker.RULES.get(0), CACHE);
  }

  static IdleWorker start(Rig rig, WorkerFactory factory, WorkerKind kind) throws IOException {
    return rig.start(factory, program(kind));
  }

  /** The bytes of a sample's artifact. */
  static synchronized byte[] artifact(Rig rig, Sample sample) throws IOException {
    if (!ARTIFACTS.containsKey(sample)) {
      WorkerFactory factory = rig.factory();
      IdleWorker worker = start(rig, factory, WorkerKind.PREPARE);
      PrepareConclusion conclusion = rig.get(() ->
          PrepareJob.run(factory, worker, Jobs.prepare(Jobs.LONG, sample.code()), rig.cache().resolve("prepared")));
      Path file = assertInstanceOf(Prepared.class, conclusion.outcome()).staged();
      rig.get(worker.handle()::kill);
      ARTIFACTS.put(sample, Files.readAllBytes(file));
      Files.delete(file);
    }
    return ARTIFACTS.get(sample);
  }
}

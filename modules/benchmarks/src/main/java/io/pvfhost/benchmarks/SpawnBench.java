package io.pvfhost.benchmarks;

import io.pvfhost.api.PrepareRequest;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.host.HostLoop;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHostOptions;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.scale.ExecutorParams;
import io.vertx.core.Vertx;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;

/** How long an embedded execute worker takes from the wish to have it to idle, and what memory it has then. */
@Command(name = "spawn", description = "Start of an embedded execute worker until it is idle, and its first jobs.")
final class SpawnBench extends BenchCommand {

  /** How long a new worker is left alone before its memory is read: it may still be reading the handshake. */
  private static final long SETTLE_MILLIS = 300;
  private static final int EARLY_JOBS = 20;

  @Option(names = "--rounds", defaultValue = "15", description = "Starts that count.")
  private int rounds;
  @Option(names = "--warm-up", defaultValue = "3", description = "Starts before them.")
  private int warmUp;

  @Override
  void measure(Report report) throws Exception {
    try (Workspace workspace = Workspace.create()) {
      Vertx vertx = BenchHost.newVertx();
      try {
        LoopVerticle loop = new LoopVerticle();
        BenchHost.await(vertx.deployVerticle(loop));
        long start = System.nanoTime();
        WorkerProgram program = EmbeddedWorker.program(WorkerKind.EXECUTE, EmbeddedWorker.RULES.get(0),
            workspace.cache());
        report.section("embedded execute worker").add("first use of the program", "ms", millisSince(start))
            .aim("first use of the program", "once for each JDK: unpack, make the archive of classes");
        measure(report.section("embedded execute worker"), loop, factory(vertx, loop, workspace), program);
      } finally {
        BenchHost.await(vertx.close());
      }
      for (int round = 1 - warmUp; round <= rounds; round++) {
        measureFirstJobs(report, round > 0, workspace);
      }
    }
  }

  private static WorkerFactory factory(Vertx vertx, LoopVerticle loop, Workspace workspace) throws Exception {
    Files.createDirectories(workspace.cache());
    return new WorkerFactory(HostLoop.of(vertx, loop.loop()), new ProcessBuilderSpawner(),
        WorkerHostOptions.in(workspace.cache(), workspace.sockets()));
  }

  private void measure(Section section, LoopVerticle loop, WorkerFactory factory, WorkerProgram program)
      throws Exception {
    for (int round = 1 - warmUp; round <= rounds; round++) {
      long start = System.nanoTime();
      IdleWorker worker = BenchHost.await(loop.call(() -> factory.start(program, ExecutorParams.EMPTY)));
      double millis = millisSince(start);
      Thread.sleep(SETTLE_MILLIS);
      if (round > 0) {
        long pid = worker.handle().pid();
        section.add("spawn to idle", "ms", millis)
            .add("RSS idle", "MiB", Proc.residentMib(pid))
            .add("PSS idle, alone", "MiB", Proc.proportionalMib(pid))
            .add("worker CPU until idle", "ms", Proc.cpuTime(pid).toMillis())
            .add("RSS of the host's JVM", "MiB", Proc.residentMib(ProcessHandle.current().pid()));
      }
      BenchHost.await(loop.call(() -> worker.handle().kill()));
    }
    section.aim("spawn to idle", "aim <= 250 on JDK 17, <= 130 on JDK 25");
  }

  /** The adder's artifact is in the store from the first round on. */
  private static void measureFirstJobs(Report report, boolean counts, Workspace workspace) throws Exception {
    try (BenchHost host = BenchHost.start(workspace, options -> options.setWorkers(1))) {
      BenchHost.await(host.client().prepare(PrepareRequest.of(Jobs.adder(0).code())));
      Load.Result first = Load.run(host, 1, 1, Jobs::adder);
      Load.Result next = Load.run(host, EARLY_JOBS, 1, Jobs::adder);
      Load.Result later = Load.run(host, EARLY_JOBS, 1, Jobs::adder);
      if (counts) {
        report.section("adder, no worker started before")
            .add("first job, start included", "ms", first.total().millis(50))
            .add("jobs 2 to 21, p50", "ms", next.total().millis(50))
            .add("jobs 22 to 41, p50", "ms", later.total().millis(50));
      }
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}

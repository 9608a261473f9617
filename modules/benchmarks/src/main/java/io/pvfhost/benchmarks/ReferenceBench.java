package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.execute.HostOptions;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The same work for Parity's own workers and for ours, through the same host. */
@Command(name = "reference", description = "Preparation and execution by Parity's own workers (crates 29) and by ours, "
    + "in turns, through the same host: both, and their ratio.")
final class ReferenceBench extends BenchCommand {

  private static final int ADDERS = 200;
  private static final int MAX_CODE_BYTES = 64 << 20;
  private static final double BYTES_PER_MIB = 1 << 20;
  private static final double NANOS_PER_MILLI = 1e6;
  /** Shorter jobs are not primed. */
  private static final long PRIMED_FROM_NANOS = 20_000_000;
  /** Two more of the worker that had a job, three of the other one. */
  private static final int PRIMING_RUNS = 5;

  @Option(names = "--workers", paramLabel = "DIR", required = true,
      description = "Folder with Parity's workers in 29/, as modules/reference/workers/build makes it.")
  private Path workers;
  @Option(names = "--data", required = true, description = "Folder with pvf and vectors/cumulus.")
  private Path data;
  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; each has new workers.")
  private int rounds;
  @Option(names = "--jobs", defaultValue = "30", description = "Jobs in a round, for each block.")
  private int jobs;
  @Option(names = "--codes", split = ",", defaultValue = "adder.wasm,undying.wasm,penpal.pvf,acala-2101.pvf",
      description = "Code to prepare, files of the data folder.")
  private List<String> codes;
  @Option(names = "--blocks", split = ",", defaultValue = "adder,undying-w1,undying-w3,penpal-01-empty,penpal-04-t300,"
      + "coretime-kusama-3-t50,glutton-c10,glutton-s1m", description = "Blocks to execute.")
  private List<String> blocks;

  /** One of the two who are compared. */
  private record Side(String name, Workspace workspace, Optional<Path> programs) {

    BenchHost start(int spares) throws Exception {
      return BenchHost.start(workspace, execute -> configure(execute.setWorkers(1).setSpares(spares), "execute"),
          prepare -> configure(prepare, "prepare"));
    }

    private void configure(HostOptions<?> options, String kind) {
      programs.ifPresent(folder -> {
        options.setWorkerCommand(List.of(folder.resolve("polkadot-" + kind + "-worker").toString()));
        options.setWorkerDialect(HostOptions.AUTO_DIALECT);
      });
    }
  }

  @Override
  void measure(Report report) throws Exception {
    report.note("Prepare: in a new worker process, its start included; again: a second code of the same size in"
        + " the same worker. CPU is that of the worker process and its jobs. Peak memory is what the worker tells.");
    report.note("First: the worker has run " + ADDERS + " adder jobs but never this code, which is prepared. Warm:"
        + " median of the second half of " + jobs + " jobs.");
    report.note("Primed: first job of a worker of ours that its host, at rest, has made warm with the same block.");
    try (Workspace theirs = Workspace.create(); Workspace ours = Workspace.create()) {
      List<Side> sides = List.of(new Side("R", theirs, Optional.of(workers.resolve("29").toAbsolutePath())),
          new Side("ours", ours, Optional.empty()));
      for (int round = 1; round <= rounds; round++) {
        for (String code : codes) {
          progress("reference: round " + round + " of " + rounds + ", prepare " + code);
          for (Side side : sides) {
            prepare(report.section("prepare " + code), side, ReferenceBlock.code(data, code));
          }
          compare(report.section("prepare " + code), "wall", "CPU", "peak memory", "again, wall");
        }
        for (String name : blocks) {
          progress("reference: round " + round + " of " + rounds + ", " + name);
          execute(report, sides, ReferenceBlock.named(data, name));
          primed(report.section(name), sides.get(1), ReferenceBlock.named(data, name).request());
          compare(report.section(name), "first, CPU", "first, wall", "warm, CPU", "warm, wall");
        }
      }
    }
  }

  private static void compare(Section section, String... names) {
    for (String name : names) {
      section.add(name + " : R", "x", section.last(name + ", ours") / section.last(name + ", R"));
    }
  }

  private static void prepare(Section section, Side side, ValidationCode code) throws Exception {
    ValidationCode one = variant(code);
    ValidationCode other = variant(code);
    try (BenchHost host = side.start(0)) {
      UnaryOperator<String> of = name -> name + ", " + side.name();
      long start = System.nanoTime();
      PrepareReply reply = prepared(host, one);
      section.add(of.apply("wall"), "ms", millisSince(start));
      section.add(of.apply("CPU"), "ms", Proc.cpuMillisWithChildren(Proc.children().get(0)))
          .add(of.apply("peak memory"), "MiB", reply.peakMemory() / BYTES_PER_MIB);
      start = System.nanoTime();
      prepared(host, other);
      section.add(of.apply("again, wall"), "ms", millisSince(start));
    }
  }

  private static PrepareReply prepared(BenchHost host, ValidationCode code) throws Exception {
    PrepareReply reply = BenchHost.await(host.client().prepare(PrepareRequest.of(code)));
    if (!reply.prepared()) {
      throw new IllegalStateException("the code " + code + " is not prepared: " + reply.reason());
    }
    return reply;
  }

  /** The same function under another hash, so that it is prepared: a custom section with a random name is added. */
  private static ValidationCode variant(ValidationCode code) throws Exception {
    byte[] plain = MaybeCompressed.decompress(code.blob().orElseThrow().array(), MAX_CODE_BYTES);
    byte[] name = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    return ValidationCode.of(Bytes.wrap(MaybeCompressed.compress(new ScaleWriter().raw(plain)
        .u8(0).u8(name.length + 1).u8(name.length).raw(name).toByteArray())));
  }

  private void execute(Report report, List<Side> sides, ReferenceBlock block) throws Exception {
    List<Bytes> results = new ArrayList<>();
    for (Side side : sides) {
      results.add(execute(report.section(block.name()), side, block.request()));
    }
    report.check(results.get(0).equals(results.get(1)), block.name() + ": our worker has another result");
  }

  private Bytes execute(Section section, Side side, ExecuteRequest request) throws Exception {
    try (BenchHost host = side.start(0)) {
      Load.run(host, ADDERS, 1, Jobs::adder);
      prepared(host, request.code());
      long start = System.nanoTime();
      ExecuteReply first = host.runValid(request);
      double firstWall = millisSince(start);
      Figure cpu = new Figure("cpu", "ms");
      Figure wall = new Figure("wall", "ms");
      for (int job = 1; job < jobs; job++) {
        start = System.nanoTime();
        ExecuteReply reply = host.runValid(request);
        if (job >= jobs / 2) {
          wall.add(millisSince(start));
          cpu.add(reply.cpuTime().toNanos() / NANOS_PER_MILLI);
        }
      }
      section.add("first, CPU, " + side.name(), "ms", first.cpuTime().toNanos() / NANOS_PER_MILLI)
          .add("first, wall, " + side.name(), "ms", firstWall)
          .add("warm, CPU, " + side.name(), "ms", cpu.median())
          .add("warm, wall, " + side.name(), "ms", wall.median());
      return first.result().orElseThrow().encode();
    }
  }

  /** One worker runs the block, both are made warm, and when the one is gone, the other has its first job. */
  private static void primed(Section section, Side side, ExecuteRequest request) throws Exception {
    try (BenchHost host = side.start(1)) {
      prepared(host, request.code());
      ExecuteReply first = host.runValid(request);
      if (first.cpuTime().toNanos() < PRIMED_FROM_NANOS) {
        return;
      }
      host.awaitCount("primed", PRIMING_RUNS);
      ProcessHandle.of(first.worker().orElseThrow().pid()).ifPresent(ProcessHandle::destroyForcibly);
      ExecuteReply next = host.runValid(request);
      while (next.worker().equals(first.worker())) {
        next = host.runValid(request);
      }
      section.add("primed, CPU, " + side.name(), "ms", next.cpuTime().toNanos() / NANOS_PER_MILLI)
          .add("primed, wall, " + side.name(), "ms", next.wallTime().toNanos() / NANOS_PER_MILLI);
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }
}

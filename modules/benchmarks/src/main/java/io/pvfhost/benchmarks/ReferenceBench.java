package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The same work for Parity's own workers and for ours, through the same host. */
@Command(name = "reference", description = "Preparation and execution by Parity's own workers (crates 29) and by ours, "
    + "in turns, through the same host: both, and their ratio.")
final class ReferenceBench extends BenchCommand {

  private static final int MAX_CODE_BYTES = 64 << 20;
  private static final double BYTES_PER_MIB = 1 << 20;
  private static final int MOST_AGAIN = 20;
  private static final double AGAIN_MILLIS = 2000;
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

  @Override
  void measure(Report report) throws Exception {
    report.note("Prepare: in a new worker process, its start included; again: in the same worker, the same code with"
        + " another custom section, median of the later half of at most " + MOST_AGAIN + " times. CPU is that"
        + " of the worker process and its jobs. Peak memory is what the worker tells.");
    report.note(Sides.note(jobs));
    report.note("Primed: first job of a worker of ours that its host, at rest, has made warm with the same block.");
    try (Sides sides = Sides.create(workers)) {
      for (int round = 1; round <= rounds; round++) {
        for (String code : codes) {
          progress("reference: round " + round + " of " + rounds + ", prepare " + code);
          Section section = report.section("prepare " + code);
          for (Side side : sides.all()) {
            prepare(section, side, ReferenceBlock.code(data, code));
          }
          Sides.compare(section, "wall", "CPU", "peak memory", "again, wall");
        }
        for (String name : blocks) {
          progress("reference: round " + round + " of " + rounds + ", " + name);
          ExecuteRequest request = ReferenceBlock.named(data, name).request();
          sides.execute(report, name, request, jobs);
          primed(report.section(name), sides.ours(), request);
        }
      }
    }
  }

  private static void prepare(Section section, Side side, ValidationCode code) throws Exception {
    ValidationCode first = variant(code);
    try (BenchHost host = side.start(0)) {
      UnaryOperator<String> of = name -> name + ", " + side.name();
      long start = System.nanoTime();
      PrepareReply reply = Side.prepared(host, first);
      section.add(of.apply("wall"), "ms", Side.millisSince(start));
      section.add(of.apply("CPU"), "ms", Proc.cpuMillisWithChildren(Proc.children().get(0)))
          .add(of.apply("peak memory"), "MiB", reply.peakMemory() / BYTES_PER_MIB)
          .add(of.apply("again, wall"), "ms", again(host, code));
    }
  }

  /** Median of the later half of some further preparations in the same worker, one at least. */
  private static double again(BenchHost host, ValidationCode code) throws Exception {
    List<Double> walls = new ArrayList<>();
    double total = 0;
    while (walls.isEmpty() || walls.size() < MOST_AGAIN && total < AGAIN_MILLIS) {
      ValidationCode other = variant(code);
      long start = System.nanoTime();
      Side.prepared(host, other);
      walls.add(Side.millisSince(start));
      total += walls.get(walls.size() - 1);
    }
    Figure later = new Figure("again", "ms");
    walls.subList(walls.size() / 2, walls.size()).forEach(later::add);
    return later.median();
  }

  /** The same function under another hash, so that it is prepared: a custom section with a random name is added. */
  private static ValidationCode variant(ValidationCode code) throws Exception {
    byte[] plain = MaybeCompressed.decompress(code.blob().orElseThrow().array(), MAX_CODE_BYTES);
    byte[] name = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    return ValidationCode.of(Bytes.wrap(MaybeCompressed.compress(new ScaleWriter().raw(plain)
        .u8(0).u8(name.length + 1).u8(name.length).raw(name).toByteArray())));
  }

  /** One worker runs the block, both are made warm, and when the one is gone, the other has its first job. */
  private static void primed(Section section, Side side, ExecuteRequest request) throws Exception {
    try (BenchHost host = side.start(1)) {
      Side.prepared(host, request.code());
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
}

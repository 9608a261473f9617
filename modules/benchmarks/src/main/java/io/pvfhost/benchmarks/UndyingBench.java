package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A real PVF that computes: first and later jobs of a worker, beside V8. */
@Command(name = "undying", description = "Parity's test parachain \"undying\": 100 kB of state hashed 200 times, and "
    + "two vectors, through a worker process; the first job of the code in a warm worker and later ones. Beside V8, if "
    + "node is on the PATH.")
final class UndyingBench extends BenchCommand {

  private static final int GRAVES = 100_000;
  private static final int HASHES = 200;
  private static final int ADDERS = 200;

  @Option(names = "--data", required = true, description = "Folder with pvf/undying.wasm and vectors/undying.")
  private Path data;
  @Option(names = "--rounds", defaultValue = "5", description = "Rounds; each has a new worker and a new V8.")
  private int rounds;
  @Option(names = "--jobs", defaultValue = "30", description = "Jobs in a round, for each subject.")
  private int jobs;

  @Override
  void measure(Report report) throws Exception {
    Path codeFile = data.resolve("pvf").resolve("undying.wasm");
    ValidationCode code = ValidationCode.of(Bytes.wrap(Files.readAllBytes(codeFile)));
    Undying large = Undying.genesisBlock(GRAVES, HASHES);
    Undying para2002 = Undying.vector(data, "para2002-block1");
    Undying para2004 = Undying.vector(data, "para2004-block1");
    report.note("First: the worker has run " + ADDERS + " adder jobs but never this code. Warm: median of the second"
        + " half of " + jobs + " jobs. V8 runs in its own process without any host; its first job includes"
        + " compilation.");
    try (Workspace workspace = Workspace.create()) {
      Path params = workspace.file("params", large.params().array());
      Optional<NodeJs> node = NodeJs.find(workspace);
      report.note(node.isPresent() ? "Ratios are to V8 in the same run." : "No ratio to V8: node is not on the PATH.");
      for (int round = 1; round <= rounds; round++) {
        progress("undying: round " + round + " of " + rounds);
        ExecuteReply reply = worker(report, workspace, code, large);
        if (node.isPresent()) {
          v8(report, node.get().run(codeFile, params, jobs), large, reply);
        }
        worker(report, workspace, code, para2002);
        worker(report, workspace, code, para2004);
      }
    }
    report.section(para2002.name()).aim("first, CPU", "mark 33, no warm-up").aim("warm, CPU", "mark 33");
    report.section(para2004.name()).aim("first, CPU", "mark 95, no warm-up").aim("warm, CPU", "mark 95");
  }

  private ExecuteReply worker(Report report, Workspace workspace, ValidationCode code, Undying block) throws Exception {
    try (BenchHost host = BenchHost.start(workspace, options -> options.setWorkers(1))) {
      Load.run(host, ADDERS, 1, Jobs::adder);
      BenchHost.await(host.client().prepare(PrepareRequest.of(code)));
      long start = System.nanoTime();
      ExecuteReply first = host.runValid(block.request(code));
      double firstWall = (System.nanoTime() - start) / 1e6;
      Figure cpu = new Figure("cpu", "ms");
      Figure wall = new Figure("wall", "ms");
      for (int job = 1; job < jobs; job++) {
        start = System.nanoTime();
        ExecuteReply reply = host.runValid(block.request(code));
        if (job >= jobs / 2) {
          wall.add((System.nanoTime() - start) / 1e6);
          cpu.add(reply.cpuTime().toNanos() / 1e6);
        }
      }
      block.head().ifPresent(head -> report.check(head.equals(first.result().orElseThrow().headData()),
          block.name() + " leads to another head than expected"));
      report.section(block.name())
          .add("first, CPU", "ms", first.cpuTime().toNanos() / 1e6).add("first, bus to bus", "ms", firstWall)
          .add("warm, CPU", "ms", cpu.median()).add("warm, bus to bus", "ms", wall.median());
      return first;
    }
  }

  private static void v8(Report report, NodeJs.Run run, Undying block, ExecuteReply reply) {
    report.check(reply.result().orElseThrow().encode().toHex().equals(run.result()), "V8 has another result");
    Section ours = report.section(block.name());
    report.section("V8, node " + run.version()).add("first", "ms", run.first()).add("warm", "ms", run.warm());
    ours.add("first, bus to bus : V8", "x", ours.last("first, bus to bus") / run.first())
        .add("warm, bus to bus : V8", "x", ours.last("warm, bus to bus") / run.warm());
  }
}

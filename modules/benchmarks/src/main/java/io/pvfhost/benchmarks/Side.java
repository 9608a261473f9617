package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.execute.HostOptions;
import io.pvfhost.scale.Bytes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One of the two who are compared.
 *
 * @param name what it is called in a report
 * @param workspace directories of its hosts
 * @param programs folder with its workers, empty for the embedded ones
 */
record Side(String name, Workspace workspace, Optional<Path> programs) {

  /** Adder jobs before the first job of a code. */
  static final int ADDERS = 200;

  private static final double NANOS_PER_MILLI = 1e6;

  /** Starts a host with one execute worker and so many spare ones. */
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

  /** Prepares code, which must work. */
  static PrepareReply prepared(BenchHost host, ValidationCode code) throws Exception {
    PrepareReply reply = BenchHost.await(host.client().prepare(PrepareRequest.of(code)));
    if (!reply.prepared()) {
      throw new IllegalStateException("the code " + code + " is not prepared: " + reply.reason());
    }
    return reply;
  }

  /** Runs a job so many times on a new worker and returns its result. */
  Bytes execute(Section section, ExecuteRequest request, int jobs) throws Exception {
    try (BenchHost host = start(0)) {
      Load.run(host, ADDERS, 1, Jobs::adder);
      prepared(host, request.code());
      long start = System.nanoTime();
      ExecuteReply reply = host.runValid(request);
      section.add("first, CPU, " + name, "ms", cpuMillis(reply))
          .add("first, wall, " + name, "ms", millisSince(start));
      Figure cpu = new Figure("cpu", "ms");
      Figure wall = new Figure("wall", "ms");
      for (int job = 1; job < jobs; job++) {
        start = System.nanoTime();
        reply = host.runValid(request);
        if (job >= jobs / 2) {
          wall.add(millisSince(start));
          cpu.add(cpuMillis(reply));
        }
      }
      section.add("warm, CPU, " + name, "ms", cpu.median())
          .add("warm, wall, " + name, "ms", wall.median())
          .add("RSS at the end, " + name, "MiB", Proc.residentMib(reply.worker().orElseThrow().pid()));
      return reply.result().orElseThrow().encode();
    }
  }

  private static double cpuMillis(ExecuteReply reply) {
    return reply.cpuTime().toNanos() / NANOS_PER_MILLI;
  }

  static double millisSince(long start) {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }
}

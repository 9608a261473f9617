package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.benchmarks.kernels.Kernel;
import io.pvfhost.scale.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Small programs that compute, by Parity's own workers and by ours. */
@Command(name = "kernels", description = "Programs that compute, each the same validation code for Parity's own "
    + "workers (crates 29) and for ours, in turns, through the same host: both, and their ratio. A long "
    + "function is one of 1 MB of straight code, run so many times.")
final class KernelsBench extends BenchCommand {

  /** A long function takes seconds until it is compiled, and more on a busy machine. */
  private static final Duration BUDGET = Duration.ofSeconds(120);

  @Option(names = "--workers", paramLabel = "DIR", required = true,
      description = "Folder with Parity's workers in 29/, as modules/reference/workers/build makes it.")
  private Path workers;
  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; each has new workers.")
  private int rounds;
  @Option(names = "--jobs", defaultValue = "20", description = "Jobs in a round, for each program.")
  private int jobs;
  @Option(names = "--only", split = ",", paramLabel = "NAME", defaultValue = "BLAKE2B,SORT,INTERPRETER,MEMCPY,FIB,"
      + "UNROLLED_BLAKE2B,LONG_FUNCTION_5000,LONG_FUNCTION_50", description = "Programs to run.")
  private List<Kernel> kernels;

  @Override
  void measure(Report report) throws Exception {
    report.note(Sides.note(jobs));
    try (Sides sides = Sides.create(workers)) {
      for (int round = 1; round <= rounds; round++) {
        for (Kernel kernel : kernels) {
          progress("kernels: round " + round + " of " + rounds + ", " + kernel.title());
          sides.execute(report, kernel.title(), request(kernel), jobs);
        }
      }
    }
  }

  private static ExecuteRequest request(Kernel kernel) throws IOException {
    return Jobs.request(ValidationCode.of(kernel.code()), Bytes.EMPTY, kernel.block(), 1)
        .executionTimeout(BUDGET).build();
  }
}

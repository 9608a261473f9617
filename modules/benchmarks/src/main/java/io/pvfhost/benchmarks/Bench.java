package io.pvfhost.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs one benchmark. Exit code 0 if it ran, 1 if it failed or what it checks does not hold, 2 for bad usage. */
@Command(name = "bench", description = "Benchmarks of PVF Host.",
    subcommands = {DispatchBench.class, AdderBench.class, SpawnBench.class, KillBench.class, StressBench.class,
        UndyingBench.class, MemoryBench.class, ReferenceBench.class, KernelsBench.class, MicroBench.class,
        ClusterDispatchBench.class, ClusterSimBench.class, ClusterRemoteBench.class, ClusterStreamBench.class})
public final class Bench {

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
  private boolean help;

  private Bench() {
  }

  /** Runs the benchmark named by the arguments and exits. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the benchmark named by the arguments and returns the exit code. */
  public static int run(String... args) {
    return new CommandLine(new Bench()).execute(args);
  }
}

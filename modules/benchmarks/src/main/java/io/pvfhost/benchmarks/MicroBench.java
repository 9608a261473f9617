package io.pvfhost.benchmarks;

import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Hands its arguments to JMH, which knows the benchmarks of the package {@code micro}. */
@Command(name = "micro", description = "Micro benchmarks; all arguments are those of JMH, for instance -l or -h.")
final class MicroBench implements Callable<Integer> {

  @Unmatched
  private final List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Main.main(arguments.toArray(String[]::new));
    return 0;
  }
}

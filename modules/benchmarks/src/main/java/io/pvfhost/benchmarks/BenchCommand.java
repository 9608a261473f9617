package io.pvfhost.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/** What all benchmarks have in common: rounds, and a report with everything needed to repeat it. */
@Command(showDefaultValues = true)
abstract class BenchCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
  private boolean help;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Measures, and puts the figures into the report. */
  abstract void measure(Report report) throws Exception;

  @Override
  public Integer call() throws Exception {
    List<String> arguments = spec.commandLine().getParent().getParseResult().originalArgs();
    Report report = new Report(spec.name(), "modules/benchmarks/run " + String.join(" ", arguments), Machine.read());
    measure(report);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? report.toJson().encodePrettily() : report.toText());
    out.flush();
    return report.failed() ? 1 : 0;
  }

  /** Tells on the error stream how far the benchmark is. */
  final void progress(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
  }
}

package io.pvfhost.node;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code pvf doctor}. */
@Command(name = "doctor", sortOptions = false, description = {
    "Tells what this machine offers.",
    "Exit code 0 if everything needed to run is there, else 1."})
final class DoctorCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;
  @Mixin
  CommonOptions common;

  @Option(names = "--config", paramLabel = "FILE",
      description = "Configuration whose directories and workers are looked at; default the defaults.")
  private Path config;

  @Override
  public Integer call() {
    NodeOptions options = config == null ? new NodeOptions() : NodeOptions.load(config);
    PrintWriter out = spec.commandLine().getOut();
    boolean needed = show(out, MachineChecks.all());
    needed &= show(out, DirectoryChecks.all(options));
    needed &= show(out, List.of(WorkerCheck.run(options)));
    out.println(needed ? "Everything needed is there." : "Something needed is missing: see the lines marked MISSING.");
    return needed ? ExitCode.OK : ExitCode.INVALID;
  }

  private static boolean show(PrintWriter out, List<Finding> findings) {
    findings.forEach(finding -> out.println(finding.toText()));
    out.flush();
    return findings.stream().noneMatch(finding -> finding.grade() == Finding.Grade.MISSING);
  }
}

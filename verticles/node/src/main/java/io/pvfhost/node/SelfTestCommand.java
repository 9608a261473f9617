package io.pvfhost.node;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code pvf selftest}. */
@Command(name = "selftest", sortOptions = false, description = {
    "Validates candidates of known verdict on each host of a cluster, or on a node that it starts itself, and compares "
        + "the answers.",
    "Reports on the event bus too, at " + SelfTest.ADDRESS + ". Exit code 0 if all tests passed, 1 if not, 3 if no "
        + "host was reached."})
final class SelfTestCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;
  @Mixin
  CommonOptions common;

  @Option(names = "--report", paramLabel = "DIR", description = "Write a report as JUnit XML to this directory.")
  private Path report;

  @Override
  public Integer call() {
    Optional<Path> directory = Optional.ofNullable(report).map(SelfTestCommand::made);
    PrintWriter out = spec.commandLine().getOut();
    NodeOptions options = new NodeOptions();
    try (LocalNode node = LocalNode.start(options)) {
      boolean passed = new SelfTestRun(node.vertx(), out)
          .run(node.client(), List.of(options.execute().getHostId()), directory);
      return passed ? ExitCode.OK : ExitCode.INVALID;
    }
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new InputException("--report: cannot make " + directory + ": " + Inputs.cause(e), e);
    }
  }
}

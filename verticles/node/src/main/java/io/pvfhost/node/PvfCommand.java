package io.pvfhost.node;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code pvf}, of which everything is a subcommand. */
@Command(name = "pvf", versionProvider = VersionProvider.class, sortOptions = false,
    description = "Validates parachain candidates in worker processes.",
    subcommands = {DemoCommand.class, ValidateCommand.class, PrepareCommand.class, NodeCommand.class,
      LoadCommand.class, StatusCommand.class, SelfTestCommand.class, CheckCommand.class,
      VectorsCommand.class, KeysCommand.class, DoctorCommand.class},
    footer = {"", "Exit codes: 0 valid or done, 1 invalid, 2 wrong usage or unreadable input, 3 no verdict.",
      "'pvf COMMAND --help' tells about a command."})
final class PvfCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;
  @Mixin
  CommonOptions common;

  @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
  boolean version;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing: one of "
        + String.join(", ", spec.subcommands().keySet()));
  }
}

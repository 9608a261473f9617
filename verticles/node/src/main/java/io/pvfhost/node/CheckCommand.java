package io.pvfhost.node;

import io.pvfhost.api.PvfLimits;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.node.check.CodeCheck;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code pvf check}. */
@Command(name = "check", sortOptions = false, description = {
    "Tells what the rules of each release say of validation code: the parser, metering and validation, linking; and "
        + "its imports, memory, largest and deepest functions. The code is prepared in this process.",
    "Exit code 0 if every rule set asked accepts it, 1 if not, 2 wrong usage or unreadable input."})
final class CheckCommand implements Callable<Integer> {

  private static final int MAX_PARAMS_BYTES = 64 << 10;

  @Spec
  private CommandSpec spec;
  @Mixin
  private RulesOption rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--code", required = true, paramLabel = "FILE",
      description = "Validation code: Wasm, plain or as a zstd blob.")
  private Path code;
  @Option(names = "--executor-params", paramLabel = "HEX|@FILE",
      description = "Executor params of the session, SCALE-encoded; default none.")
  private String executorParams;
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Bytes blob = Inputs.file("--code", code, PvfLimits.MAX_CODE_BYTES);
    ExecutorParams params = executorParams == null ? ExecutorParams.EMPTY
        : Inputs.scale("--executor-params", Inputs.bytes("--executor-params", executorParams, MAX_PARAMS_BYTES),
            ExecutorParams::decode);
    CodeCheck check = CodeCheck.of(blob, params, rules.asked(), (int) PrepareOptions.DEFAULT_CODE_BOMB_LIMIT);
    spec.commandLine().getOut().println(json ? check.toJson().encode() : check.toText());
    return check.isAccepted() ? ExitCode.OK : ExitCode.INVALID;
  }
}

package io.pvfhost.node;

import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.CodeSummary;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code pvf prepare}. */
@Command(name = "prepare", sortOptions = false, description = {
    "Prepares validation code in a worker process and tells about it.",
    "Exit code 0 prepared, 1 if the code can never be prepared, 2 wrong usage or unreadable input, 3 no outcome."})
final class PrepareCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;
  @Mixin
  private HostRules rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--code", required = true, paramLabel = "FILE",
      description = "Validation code: Wasm, plain or as a zstd blob.")
  private Path code;
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Bytes blob = Inputs.file("--code", code, PvfLimits.MAX_CODE_BYTES);
    NodeOptions options = rules.over(new NodeOptions());
    options.execute().setWorkers(1).setSpares(0);
    PrepareOutcome outcome;
    try (LocalNode node = LocalNode.start(options)) {
      outcome = new PrepareOutcome(prepare(node, ValidationCode.of(blob), options), summarize(blob));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? outcome.toJson().encode() : outcome.toText());
    return outcome.exitCode();
  }

  private static PrepareReply prepare(LocalNode node, ValidationCode code, NodeOptions options) {
    return node.client().prepare(PrepareRequest.of(code))
        .recover(failure -> Future.succeededFuture(failed(code, PvfException.of(failure), options)))
        .await();
  }

  private static PrepareReply failed(ValidationCode code, PvfException failure, NodeOptions options) {
    return new PrepareReply(code.hash(), false, Reason.of(failure), false, false, Duration.ZERO, Duration.ZERO,
        0, 0, 0, options.prepare().getRules());
  }

  // Only a walk over the sections, within the same limit as the worker; what is wrong with the code, the worker says.
  private static Optional<CodeSummary> summarize(Bytes blob) {
    try {
      return Optional.of(CodeSummary.of(
          MaybeCompressed.decompress(blob.array(), (int) PrepareOptions.DEFAULT_CODE_BOMB_LIMIT)));
    } catch (BlobException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

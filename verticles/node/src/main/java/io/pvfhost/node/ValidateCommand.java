package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** {@code pvf validate}. */
@Command(name = "validate", sortOptions = false, description = {
    "Validates one candidate in a worker process.",
    "Exit code 0 valid (and with the expected head, if one is given), 1 invalid, 2 wrong usage or unreadable input, "
        + "3 no verdict."})
final class ValidateCommand implements Callable<Integer> {

  private static final int MAX_RUNS = 100_000;

  @Spec
  private CommandSpec spec;
  @Mixin
  private CandidateOptions candidate;
  @Mixin
  CommonOptions common;

  @Option(names = "--expect-head", paramLabel = "HEX|@FILE",
      description = "Head that must come out; another one is answered with exit code 1.")
  private String expectHead;
  @Option(names = "--runs", paramLabel = "N", defaultValue = "1",
      description = "Validate so often, one after the other; exit code 3 if the verdicts differ. Default 1.")
  private int runs;
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Inputs.inRange("--runs", runs, 1, MAX_RUNS);
    ExecuteRequest request = candidate.read();
    Optional<Bytes> expected = Optional.ofNullable(expectHead)
        .map(text -> Inputs.bytes("--expect-head", text, PvfLimits.MAX_RESULT_BYTES));
    NodeOptions options = new NodeOptions();
    options.execute().setWorkers(1).setSpares(0);
    ValidateOutcome outcome;
    try (LocalNode node = LocalNode.start(options)) {
      outcome = new ValidateOutcome(run(node.client(), request), expected);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? outcome.toJson().encode() : outcome.toText());
    return outcome.exitCode();
  }

  private List<ExecuteReply> run(PvfClient client, ExecuteRequest request) {
    List<ExecuteReply> replies = new ArrayList<>(runs);
    for (int i = 0; i < runs; i++) {
      ExecuteRequest each = request.toBuilder().jobId(UUID.randomUUID().toString()).build();
      replies.add(client.execute(each)
          .recover(failure -> Future.succeededFuture(ExecuteReply.refused(each, PvfException.of(failure))))
          .await());
    }
    return replies;
  }
}

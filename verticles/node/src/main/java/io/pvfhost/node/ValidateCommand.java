package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Verdict;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.node.compare.HostAnswers;
import io.pvfhost.node.compare.RulesAnswers;
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
    "With --rules all this happens once by the rules of each release, and it is told whether they agree.",
    "With --join this happens on a host of a cluster, and with --hosts on several, whose answers are compared.",
    "Exit code 0 valid (and with the expected head, if one is given), 1 invalid, 2 wrong usage or unreadable input, "
        + "3 no verdict, or not the same from all hosts or by all rules."})
final class ValidateCommand implements Callable<Integer> {

  private static final int MAX_RUNS = 100_000;

  @Spec
  private CommandSpec spec;
  @Mixin
  private CandidateOptions candidate;
  @Mixin
  private JoinOptions cluster;
  @Mixin
  private RulesOption rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--expect-head", paramLabel = "HEX|@FILE",
      description = "Head that must come out; another one is answered with exit code 1.")
  private String expectHead;
  @Option(names = "--runs", paramLabel = "N", defaultValue = "1",
      description = "Validate so often, one after the other; exit code 3 if the verdicts differ. Default 1.")
  private int runs;
  @Option(names = "--hosts", paramLabel = "K", defaultValue = "1",
      description = "With --join: hosts that each validate the candidate, at most those that are alive. Exit code 3 if "
          + "verdict, reason or result differ. Default 1, whichever has an idle worker.")
  private int hosts;
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Inputs.inRange("--runs", runs, 1, MAX_RUNS);
    Inputs.inRange("--hosts", hosts, 1, PvfLimits.MAX_HOSTS);
    if (hosts > 1 && !cluster.isGiven()) {
      throw new InputException("--hosts: only with --join, which names the cluster they belong to");
    }
    if (hosts > 1 && runs > 1) {
      throw new InputException("--runs: not together with --hosts");
    }
    if (rules.isAll() && (hosts > 1 || runs > 1)) {
      throw new InputException("--rules all: not together with --hosts or --runs");
    }
    List<RuleSet> asked = rules.asked();
    ExecuteRequest request = candidate.read();
    Optional<Bytes> expected = Optional.ofNullable(expectHead)
        .map(text -> Inputs.bytes("--expect-head", text, PvfLimits.MAX_RESULT_BYTES));
    if (rules.isAll()) {
      return byAll(request, asked, expected);
    }
    return hosts > 1 ? onSeveral(request, expected) : onOne(request, expected);
  }

  private int onSeveral(ExecuteRequest request, Optional<Bytes> expected) throws InterruptedException {
    HostAnswers answers;
    try (JoinedNode node = cluster.join(rules.label())) {
      answers = new HostAnswers(new PinnedRuns(node.client()).run(request, hosts), expected);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? answers.toJson().encode() : answers.toText());
    return exitCode(answers.verdict(), answers.headMatches());
  }

  private int onOne(ExecuteRequest request, Optional<Bytes> expected) {
    ValidateOutcome outcome = new ValidateOutcome(answers(request, rules.label()), expected);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? outcome.toJson().encode() : outcome.toText());
    return outcome.exitCode();
  }

  private int byAll(ExecuteRequest request, List<RuleSet> asked, Optional<Bytes> expected) {
    List<RulesAnswers.Answer> each = asked.stream().map(RuleSet::label).map(label ->
        new RulesAnswers.Answer(label, answers(request, Optional.of(label)).get(0))).toList();
    RulesAnswers answers = new RulesAnswers(each, expected);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? answers.toJson().encode() : answers.toText());
    return exitCode(answers.verdict(), answers.headMatches());
  }

  private static int exitCode(Verdict verdict, boolean headMatches) {
    return switch (verdict) {
      case VALID -> headMatches ? ExitCode.OK : ExitCode.INVALID;
      case INVALID -> ExitCode.INVALID;
      case NONE -> ExitCode.NO_VERDICT;
    };
  }

  private List<ExecuteReply> answers(ExecuteRequest request, Optional<String> label) {
    ExecuteRequest named = request.toBuilder().rules(label).build();
    return cluster.isGiven() ? joined(named) : here(named);
  }

  private List<ExecuteReply> joined(ExecuteRequest request) {
    try (JoinedNode node = cluster.join(request.rules())) {
      return run(node.client(), request);
    }
  }

  private List<ExecuteReply> here(ExecuteRequest request) {
    NodeOptions options = new NodeOptions();
    request.rules().ifPresent(options::withRules);
    options.execute().setWorkers(1).setSpares(0);
    try (LocalNode node = LocalNode.start(options)) {
      return run(node.client(), request);
    }
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

package io.pvfhost.node;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.execute.HostOptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Parity's own workers, built from published crates: a folder with one folder of programs for each set of crates. */
record Judge(Path folder) {

  /** The set of crates that was built and recorded for each rule set. */
  private static final Map<RuleSet, String> SETS =
      Map.of(RuleSet.RULES_2603, "29", RuleSet.RULES_2509, "22", RuleSet.RULES_2409, "16");

  /**
   * A host with the workers that judge by some rules.
   *
   * @param workers jobs at the same time, of both kinds
   * @param cache directory of artifacts
   * @throws InputException if the workers are not there
   */
  NodeOptions options(RuleSet rules, int workers, Path cache) {
    NodeOptions options = new NodeOptions().withRules(rules.label());
    configure(options.execute(), rules, "polkadot-execute-worker", cache).setWorkers(workers);
    configure(options.prepare(), rules, "polkadot-prepare-worker", cache).setWorkers(workers);
    return options;
  }

  private <S extends HostOptions<S>> S configure(S options, RuleSet rules, String name, Path cache) {
    Path program = folder.resolve(SETS.get(rules)).resolve(name).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new InputException("--judge: there is no program " + program + ", which judges by the rules " + rules);
    }
    return options.setWorkerCommand(List.of(program.toString())).setWorkerDialect(HostOptions.AUTO_DIALECT)
        .setCacheDirectory(cache.toString());
  }
}

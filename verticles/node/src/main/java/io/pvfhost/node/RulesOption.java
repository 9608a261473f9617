package io.pvfhost.node;

import io.pvfhost.engine.RuleSet;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;

/** {@code --rules}, of commands that can take all of them. */
final class RulesOption {

  private static final String ALL = "all";

  @Option(names = "--rules", paramLabel = "R|all",
      description = "Rules of which releases to judge by: 2603 (the newest, default), 2509, 2409, or all of them.")
  private String rules;

  /**
   * The rule sets asked for, the newest first; the default one if none was.
   *
   * @throws InputException if there is none of that name
   */
  List<RuleSet> asked() {
    return isAll() ? List.of(RuleSet.values()) : List.of(rules == null ? RuleSet.DEFAULT : one(rules));
  }

  /** Whether all were asked for. */
  boolean isAll() {
    return ALL.equals(rules);
  }

  /**
   * The label of the one rule set asked for; empty if none was, or all.
   *
   * @throws InputException if there is none of that name
   */
  Optional<String> label() {
    return isAll() ? Optional.empty() : Optional.ofNullable(rules).map(name -> one(name).label());
  }

  /** The rule set of a name given on the command line. */
  static RuleSet one(String label) {
    try {
      return RuleSet.of(label);
    } catch (IllegalArgumentException e) {
      throw new InputException("--rules: " + e.getMessage(), e);
    }
  }
}

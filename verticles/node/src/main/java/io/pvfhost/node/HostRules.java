package io.pvfhost.node;

import picocli.CommandLine.Option;

import java.util.Optional;

/** {@code --rules}, of commands that start a host or look for hosts. */
final class HostRules {

  @Option(names = "--rules", paramLabel = "R",
      description = "Rules of which releases candidates are judged by: 2603 (the newest), 2509 or 2409. Default that "
          + "of the configuration, or 2603.")
  private String rules;

  /**
   * The label of the rule set asked for.
   *
   * @throws InputException if there is none of that name
   */
  Optional<String> label() {
    return Optional.ofNullable(rules).map(name -> RulesOption.one(name).label());
  }

  /** Options with the rule set asked for, if one was. */
  NodeOptions over(NodeOptions options) {
    return label().map(options::withRules).orElse(options);
  }
}

package io.pvfhost.worker;

import io.pvfhost.engine.RuleSet;

import java.util.Optional;

/**
 * Options of a worker program (spec 1.2), in any order after the program's word. The rules are an addition of ours,
 * which only a host that starts its own workers passes.
 *
 * @param nodeImplVersion version the host believes the worker has, if it passed one
 * @param socketPath path of the socket to connect to
 * @param workerDirPath directory that holds {@code artifact} or {@code tmp-artifact}
 * @param rules what the worker judges by; the default ones if the host does not say
 */
record WorkerArguments(Optional<String> nodeImplVersion, String socketPath, String workerDirPath,
    RuleSet rules) {
  static final String NODE_IMPL_VERSION = "--node-impl-version";
  static final String SOCKET_PATH = "--socket-path";
  static final String WORKER_DIR_PATH = "--worker-dir-path";
  static final String RULES = "--rules";

  /**
   * Reads the options after {@code argv[0]}.
   *
   * @throws IllegalArgumentException for an unknown option, an option without a value, a missing path, or rules
   *     that there are not
   */
  static WorkerArguments parse(String[] argv) {
    String version = null;
    String socket = null;
    String dir = null;
    RuleSet rules = RuleSet.DEFAULT;
    for (int i = 1; i < argv.length; i += 2) {
      String option = argv[i];
      switch (option) {
        case NODE_IMPL_VERSION -> version = value(argv, i);
        case SOCKET_PATH -> socket = value(argv, i);
        case WORKER_DIR_PATH -> dir = value(argv, i);
        case RULES -> rules = RuleSet.of(value(argv, i));
        default -> throw new IllegalArgumentException("unexpected option: " + option);
      }
    }
    return new WorkerArguments(
        Optional.ofNullable(version), required(socket, SOCKET_PATH), required(dir, WORKER_DIR_PATH),
        rules);
  }

  private static String value(String[] argv, int option) {
    if (option + 1 == argv.length) {
      throw new IllegalArgumentException("option without a value: " + argv[option]);
    }
    return argv[option + 1];
  }

  private static String required(String value, String option) {
    if (value == null) {
      throw new IllegalArgumentException("option is mandatory: " + option);
    }
    return value;
  }
}

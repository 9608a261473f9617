package io.pvfhost.worker;

import java.util.Optional;

/**
 * Options of a worker program (spec 1.2), in any order after the program's word.
 *
 * @param nodeImplVersion version the host believes the worker has, if it passed one
 * @param socketPath path of the socket to connect to
 * @param workerDirPath directory that holds {@code artifact} or {@code tmp-artifact}
 */
record WorkerArguments(Optional<String> nodeImplVersion, String socketPath, String workerDirPath) {
  static final String NODE_IMPL_VERSION = "--node-impl-version";
  static final String SOCKET_PATH = "--socket-path";
  static final String WORKER_DIR_PATH = "--worker-dir-path";

  /**
   * Reads the options after {@code argv[0]}.
   *
   * @throws IllegalArgumentException for an unknown option, an option without a value, or a missing path
   */
  static WorkerArguments parse(String[] argv) {
    String version = null;
    String socket = null;
    String dir = null;
    for (int i = 1; i < argv.length; i += 2) {
      String option = argv[i];
      switch (option) {
        case NODE_IMPL_VERSION -> version = value(argv, i);
        case SOCKET_PATH -> socket = value(argv, i);
        case WORKER_DIR_PATH -> dir = value(argv, i);
        default -> throw new IllegalArgumentException("unexpected option: " + option);
      }
    }
    return new WorkerArguments(
        Optional.ofNullable(version), required(socket, SOCKET_PATH), required(dir, WORKER_DIR_PATH));
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

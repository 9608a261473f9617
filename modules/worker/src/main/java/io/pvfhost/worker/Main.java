package io.pvfhost.worker;

import java.io.IOException;

/**
 * Entry point of both worker programs; the first argument chooses (spec 1.1).
 *
 * <pre>
 * execute-worker | prepare-worker  [--node-impl-version V] --socket-path SOCK --worker-dir-path DIR [--rules R]
 * </pre>
 *
 * <p>Exit codes: 0 for what only prints, 1 for a worker that ended for any reason (workers end by losing their host),
 * 101 for arguments that make no sense, 255 for a check that found the feature missing. Nothing is ever written to
 * standard output but what {@code --help} and {@code --version} print.
 */
public final class Main {
  private static final int EXIT_OK = 0;
  private static final int EXIT_WORKER_ENDED = 1;
  private static final int EXIT_PANIC = 101;
  private static final int EXIT_CHECK_FAILED = 255;
  private static final long TEST_SLEEP_MILLIS = 5_000;

  private Main() {
  }

  /**
   * Runs the program and exits the JVM with its exit code.
   *
   * @param argv as in spec 1.1 and 1.2
   */
  public static void main(String[] argv) {
    Runtime.getRuntime().exit(run(argv));
  }

  private static int run(String[] argv) {
    String word = argv.length == 0 ? "--help" : argv[0];
    return switch (word) {
      case "execute-worker" -> work(WorkerProgram.EXECUTE, argv);
      case "prepare-worker" -> work(WorkerProgram.PREPARE, argv);
      case "--help", "-h" -> print(help());
      case "--version", "-v" -> print(WorkerVersion.version());
      case "--full-version" -> print(WorkerVersion.fullVersion());
      case "--check-can-enable-landlock" -> refuse(Confinement.LANDLOCK);
      case "--check-can-enable-seccomp" -> refuse(Confinement.SECCOMP);
      case "--check-can-unshare-user-namespace-and-change-root" -> refuse(Confinement.CHANGE_ROOT);
      case "--check-can-do-secure-clone" -> refuse(Confinement.SECURE_CLONE);
      case "test-sleep" -> sleep();
      case WarmUp.WORD -> warmUp();
      default -> panic("unknown word: " + word);
    };
  }

  private static int work(WorkerProgram program, String[] argv) {
    WorkerArguments arguments;
    try {
      arguments = WorkerArguments.parse(argv);
    } catch (IllegalArgumentException wrong) {
      return panic(wrong.getMessage());
    }
    return work(program, arguments);
  }

  /** Runs a worker until it ends, and says in the log why it did. */
  static int work(WorkerProgram program, WorkerArguments arguments) {
    Log log = Log.ofProcess(program.logTarget());
    try {
      if (program == WorkerProgram.EXECUTE) {
        new ExecuteWorker(WorkerProfile.S, arguments, log).run();
      } else {
        new PrepareWorker(WorkerProfile.S, arguments, log).run();
      }
      return EXIT_OK;
    } catch (WorkerExit exit) {
      if (exit.getMessage() != null) {
        log.error(exit.getMessage());
      }
      return exit.code();
    } catch (IOException lost) {
      log.error("lost the host: " + lost.getMessage());
    } catch (InterruptedException | RuntimeException | Error panic) {
      log.error("panicked", panic);
    }
    return EXIT_WORKER_ENDED;
  }

  private static int warmUp() {
    try {
      WarmUp.run();
      return EXIT_OK;
    } catch (Exception failed) {
      failed.printStackTrace();
      return EXIT_WORKER_ENDED;
    }
  }

  private static int sleep() {
    try {
      Thread.sleep(TEST_SLEEP_MILLIS);
      return EXIT_OK;
    } catch (InterruptedException nobodyElseIsThere) {
      return EXIT_WORKER_ENDED;
    }
  }

  private static int print(String text) {
    System.out.println(text);
    return EXIT_OK;
  }

  private static int refuse(String reason) {
    System.err.println(reason);
    return EXIT_CHECK_FAILED;
  }

  private static int panic(String reason) {
    System.err.println(reason);
    return EXIT_PANIC;
  }

  private static String help() {
    return """
        Validates parachain candidates, or prepares validation code, for the host that starts it.

        execute-worker | prepare-worker [--node-impl-version V] --socket-path SOCK --worker-dir-path DIR
                                        [--rules 2603|2509|2409]
        --version | -v                  print the version
        --full-version                  print version and commit
        --check-can-enable-landlock, --check-can-enable-seccomp, --check-can-do-secure-clone,
        --check-can-unshare-user-namespace-and-change-root DIR
                                        exit 0 if this program can, 255 if not
        test-sleep                      sleep 5 s
        --help | -h                     print this""";
  }
}

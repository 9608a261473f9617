package io.pvfhost.worker;

import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.WireException;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What both programs do before their first job, in the order of spec 1.5: version, worker dir, connection, first
 * handshake, environment, confinement.
 */
final class StartUp {
  private final WorkerArguments arguments;
  private final Log log;

  StartUp(WorkerArguments arguments, Log log) {
    this.arguments = arguments;
    this.log = log;
  }

  /** Everything up to the connection. */
  HostConnection connect() throws WorkerExit {
    checkVersion();
    listWorkerDir();
    try {
      return HostConnection.connect(Path.of(arguments.socketPath()));
    } catch (IOException | RuntimeException failed) {
      throw WorkerExit.failure("cannot connect to " + arguments.socketPath() + ": " + failed);
    }
  }

  /** Reads the handshake of both programs and does what it asks for. */
  void handshake(HostConnection host, Dialect dialect) throws IOException, WorkerExit {
    Optional<byte[]> payload = host.read();
    SecurityStatus security;
    try {
      security = dialect.decodeSecurityStatus(payload.orElseThrow(WorkerExit::hostGone));
    } catch (WireException undecodable) {
      throw WorkerExit.failure("cannot read the worker handshake: " + undecodable.getMessage());
    }
    checkEnvironment(security);
    confine(security);
  }

  /**
   * Exits with 1 on a version that is not ours. Workers written in Rust also send SIGTERM to their parent; ours never
   * does, since the parent is a JVM that runs more than this one pool of workers and sees the exit anyway.
   */
  private void checkVersion() throws WorkerExit {
    if (arguments.nodeImplVersion().isEmpty()) {
      return;
    }
    String wanted = arguments.nodeImplVersion().get();
    String own = WorkerVersion.version();
    if (!wanted.equals(own)) {
      throw WorkerExit.failure("version mismatch: the host wants " + wanted + ", this worker is " + own);
    }
  }

  private void listWorkerDir() throws WorkerExit {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(arguments.workerDirPath()))) {
      int count = 0;
      for (Path ignored : entries) {
        count++;
      }
      log.debug("worker dir " + arguments.workerDirPath() + " has " + count + " entries");
    } catch (IOException | RuntimeException failed) {
      throw WorkerExit.failure("cannot list the worker dir " + arguments.workerDirPath() + ": " + failed);
    }
  }

  private void checkEnvironment(SecurityStatus security) throws WorkerExit {
    List<String> unexpected = WorkerEnvironment.unexpected(System.getenv());
    if (unexpected.isEmpty()) {
      return;
    }
    String message = "environment must be empty but for " + WorkerEnvironment.LOG_VARIABLE + ", it has " + unexpected;
    if (security.secureValidatorMode()) {
      throw WorkerExit.failure(message);
    }
    log.error(message);
  }

  /** This worker cannot confine itself, so a host that counts on it is told by the exit. */
  private void confine(SecurityStatus security) throws WorkerExit {
    if (security.canUnshareUserNamespaceAndChangeRoot()) {
      throw WorkerExit.failure(Confinement.CHANGE_ROOT);
    }
    if (security.canEnableLandlock()) {
      missing(security, Confinement.LANDLOCK);
    }
    if (security.canEnableSeccomp()) {
      missing(security, Confinement.SECCOMP);
    }
  }

  private void missing(SecurityStatus security, String reason) throws WorkerExit {
    if (security.secureValidatorMode()) {
      throw WorkerExit.failure(reason);
    }
    log.error(reason);
  }
}

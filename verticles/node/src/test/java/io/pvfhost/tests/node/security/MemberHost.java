package io.pvfhost.tests.node.security;

import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.HostOptions;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.scale.Hash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A host of this JVM in an open cluster, with files of its own and real workers, which may be of another version. */
final class MemberHost implements AutoCloseable {

  /** Where commands under test have their worker already. */
  private static final Path PROGRAM_CACHE = Path.of("target/cache/pvf-host").toAbsolutePath();

  private final ClusteredVertx cluster;
  private final ExecuteVerticle execute;
  private final Path cache;

  private MemberHost(ClusteredVertx cluster, ExecuteVerticle execute, Path cache) {
    this.cluster = cluster;
    this.execute = execute;
    this.cache = cache;
  }

  /**
   * Starts a host with one worker.
   *
   * @param workerVersion what its worker says that it is; empty for the one of this build
   */
  static MemberHost start(Path dir, ClusterOptions options, Optional<String> workerVersion) throws IOException {
    Path cache = Files.createDirectory(dir.resolve(options.getId()));
    WorkerProgram own = EmbeddedWorker.program(WorkerKind.EXECUTE, EmbeddedWorker.RULES.get(0), PROGRAM_CACHE);
    try (Stream<Path> programs = Files.list(PROGRAM_CACHE)) {
      for (Path program : programs.filter(file -> file.getFileName().toString().startsWith("worker-")).toList()) {
        Files.createSymbolicLink(cache.resolve(program.getFileName()), program);
      }
    }
    ExecuteOptions execute = configure(new ExecuteOptions().setWorkers(1).setSpares(0), cache);
    PrepareOptions prepare = configure(new PrepareOptions(), cache);
    if (workerVersion.isPresent()) {
      Path program = program(dir, own, workerVersion.get());
      execute.setWorkerCommand(List.of(program.toString())).setWorkerVersion(workerVersion.get());
      prepare.setWorkerCommand(List.of(program.toString())).setWorkerVersion(workerVersion.get());
    }
    ClusteredVertx cluster = Requester.start(options);
    ExecuteVerticle verticle = new ExecuteVerticle(execute, cluster.node());
    Requester.get(cluster.vertx().deployVerticle(new PrepareVerticle(prepare)));
    Requester.get(cluster.vertx().deployVerticle(verticle));
    return new MemberHost(cluster, verticle, cache);
  }

  private static <S extends HostOptions<S>> S configure(S options, Path cache) {
    return options.setCacheDirectory(cache.toString()).setSocketDirectory("/tmp");
  }

  /** The worker of this build, which is given its own version in place of the one that it is thought to be. */
  private static Path program(Path dir, WorkerProgram own, String version) throws IOException {
    String command = own.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Path script = Files.writeString(dir.resolve("older-worker"), """
        #!/bin/sh
        for word; do
          shift
          [ "$word" = '%s' ] && word='%s'
          set -- "$@" "$word"
        done
        exec %s "$@"
        """.formatted(version, own.version(), command));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  ClusteredVertx cluster() {
    return cluster;
  }

  /** How often something has happened between this host and others. */
  long count(String event) {
    return execute.counters().getOrDefault(event, 0L);
  }

  boolean hasCode(Hash code) {
    return Files.exists(cache.resolve("code").resolve(code.toHex() + ".wasm"));
  }

  /** Names of the artifacts that it has. */
  Set<String> artifacts() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("artifacts"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Override
  public void close() {
    Requester.get(cluster.close());
  }
}

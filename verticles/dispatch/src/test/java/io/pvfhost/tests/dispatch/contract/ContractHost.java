package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.host.WorkerKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host with one pure-Java worker. */
final class ContractHost {

  /** Of probes that one requester may have waiting here. */
  static final int MAX_PARKED_PER_REQUESTER = 8;
  private static final long HELD_MILLIS = 60_000;
  /** The worker's jar and the archive of its classes, which takes seconds to make. */
  private static final Path PROGRAM_CACHE = Path.of("target").toAbsolutePath().resolve("test-cache");

  final Setting.Node node;
  private final ExecuteOptions options;
  private ExecuteVerticle verticle;
  private String deployed;

  /** A host on a node, which does not run yet. */
  ContractHost(Setting.Node node, Path dir, Path sockets) throws IOException {
    this.node = node;
    this.options = new ExecuteOptions().setCacheDirectory(newCache(dir, node.name()).toString())
        .setSocketDirectory(sockets.toString()).setWorkers(1).setSpares(0).setRetryPause(50)
        .setMaxParkedPerRequester(MAX_PARKED_PER_REQUESTER).setLeaseTime(HELD_MILLIS);
  }

  private static Path newCache(Path dir, String name) throws IOException {
    EmbeddedWorker.program(WorkerKind.EXECUTE, EmbeddedWorker.RULES.get(0), PROGRAM_CACHE);
    Path cache = Files.createDirectory(dir.resolve(name));
    try (DirectoryStream<Path> programs = Files.newDirectoryStream(PROGRAM_CACHE)) {
      for (Path program : programs) {
        Files.createSymbolicLink(cache.resolve(program.getFileName()), program);
      }
    }
    return cache;
  }

  /** Prepares code for all hosts on a Vert.x. */
  static Future<String> deployPrepare(Vertx vertx, Path dir, String name, Path sockets) throws IOException {
    return vertx.deployVerticle(new PrepareVerticle(new PrepareOptions()
        .setCacheDirectory(newCache(dir, name + "-prepare").toString()).setSocketDirectory(sockets.toString())));
  }

  void start() throws Exception {
    verticle = new ExecuteVerticle(options, node.cluster());
    deployed = Awaits.get(node.vertx().deployVerticle(verticle));
  }

  Future<Void> stop() {
    String id = deployed;
    deployed = null;
    return id == null ? Future.succeededFuture() : node.vertx().undeploy(id);
  }

  long count(String counter) {
    return verticle.counters().getOrDefault(counter, 0L);
  }
}

package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One host in this JVM with real workers, for the tests of one class or one test. */
final class TestHost implements AutoCloseable {

  static final long MAX_POV = 5 << 20;
  private static final long LIMIT_SECONDS = 60;

  final Vertx vertx;
  final Path cache;
  final Path sockets;
  final PvfClient client;
  private final ExecuteOptions executeOptions;
  private final PrepareOptions prepareOptions;
  private String executeId;
  private String prepareId;

  private TestHost() throws IOException {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    // Archives of the worker's classes are made once for all tests.
    cache = Path.of("target", "test-cache").toAbsolutePath();
    sockets = Files.createTempDirectory(Path.of("/tmp"), "pvf-test");
    client = PvfClient.create(vertx);
    executeOptions = new ExecuteOptions().setCacheDirectory(cache.toString()).setSocketDirectory(sockets.toString())
        .setWorkers(2).setRetryPause(50);
    prepareOptions = new PrepareOptions().setCacheDirectory(cache.toString()).setSocketDirectory(sockets.toString());
  }

  static TestHost start() throws Exception {
    return start(execute -> { }, prepare -> { });
  }

  static TestHost start(Consumer<ExecuteOptions> execute, Consumer<PrepareOptions> prepare) throws Exception {
    TestHost host = new TestHost();
    execute.accept(host.executeOptions);
    prepare.accept(host.prepareOptions);
    host.prepareId = await(host.vertx.deployVerticle(new PrepareVerticle(host.prepareOptions)));
    host.executeId = await(host.vertx.deployVerticle(new ExecuteVerticle(host.executeOptions)));
    return host;
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  ExecuteReply run(ExecuteRequest request) throws Exception {
    return await(client.execute(request));
  }

  static ExecuteRequest.Builder job(Sample sample, Bytes head, Bytes block) {
    return ExecuteRequest.builder(ValidationCode.of(sample.code()),
        new PersistedValidationData(head, 1, Hash.ZERO, MAX_POV), new PoV(block));
  }

  static ExecuteRequest.Builder adder() {
    return job(Sample.ADDER, Adder.genesisHead(), Adder.block(0, 512));
  }

  static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    }
    return entries;
  }

  Future<Void> stopExecute() {
    return vertx.undeploy(executeId);
  }

  @Override
  public void close() throws Exception {
    await(vertx.undeploy(prepareId));
    await(vertx.close());
    Files.deleteIfExists(sockets);
  }
}

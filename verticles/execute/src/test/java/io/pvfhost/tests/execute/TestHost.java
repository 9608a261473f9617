package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.host.WorkerKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * One host in this JVM with real workers, for the tests of one class or of one test. Closing it checks that nothing of
 * it is left: no process, no socket, no scratch directory, no descriptor.
 */
final class TestHost implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  /** The worker's jar and the archive of its classes, made once for all tests. */
  private static final Path PROGRAM_CACHE = TARGET.resolve("test-cache");

  static {
    // The JDK and Netty keep a few descriptors from their first use on, which are no host's.
    newVertx().close().toCompletionStage().toCompletableFuture().join();
  }

  final Vertx vertx;
  final Path cache;
  final Path sockets;
  final PvfClient client;
  private final List<String> descriptors;
  private final ExecuteOptions executeOptions;
  private final PrepareOptions prepareOptions;
  /** The execute verticle deployed last. */
  private ExecuteVerticle execute;
  private String executeId;
  private String prepareId;

  private TestHost() throws IOException {
    descriptors = descriptors();
    vertx = newVertx();
    cache = newCache();
    // Not below the build's directory: the path of a socket is limited to some hundred bytes.
    sockets = Files.createTempDirectory(Path.of("/tmp"), "pvf-test");
    client = PvfClient.create(vertx);
    executeOptions = new ExecuteOptions().setCacheDirectory(cache.toString()).setSocketDirectory(sockets.toString())
        .setWorkers(2).setRetryPause(50)
        // Workers run only the jobs that the test gives them.
        .setPrimingBytes(0);
    prepareOptions = new PrepareOptions().setCacheDirectory(cache.toString()).setSocketDirectory(sockets.toString());
  }

  private static Vertx newVertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }

  /** A cache directory of its own that borrows the unpacked worker, for making the archive takes seconds. */
  private static Path newCache() throws IOException {
    EmbeddedWorker.program(WorkerKind.EXECUTE, EmbeddedWorker.RULES.get(0), PROGRAM_CACHE);
    Path fresh = Files.createTempDirectory(TARGET, "cache");
    for (Path program : entries(PROGRAM_CACHE)) {
      Files.createSymbolicLink(fresh.resolve(program.getFileName()), program);
    }
    return fresh;
  }

  static TestHost start() throws Exception {
    return start(execute -> { }, prepare -> { });
  }

  static TestHost start(Consumer<ExecuteOptions> execute, Consumer<PrepareOptions> prepare) throws Exception {
    TestHost host = configure(execute, prepare);
    host.deployPrepare();
    host.deployExecute();
    return host;
  }

  /** A host without its verticles. */
  static TestHost configure(Consumer<ExecuteOptions> execute, Consumer<PrepareOptions> prepare) throws Exception {
    TestHost host = new TestHost();
    execute.accept(host.executeOptions);
    prepare.accept(host.prepareOptions);
    return host;
  }

  void deployPrepare() throws Exception {
    prepareId = get(vertx.deployVerticle(new PrepareVerticle(prepareOptions)));
  }

  void deployExecute() throws Exception {
    execute = new ExecuteVerticle(executeOptions);
    executeId = get(vertx.deployVerticle(execute));
  }

  /** What the execute verticle is deployed with next. */
  ExecuteOptions executeOptions() {
    return executeOptions;
  }

  /** Deploys the execute verticle as a member of a cluster. */
  ExecuteVerticle deployMember(ClusterNode node) throws Exception {
    execute = new ExecuteVerticle(executeOptions, node);
    executeId = get(vertx.deployVerticle(execute));
    return execute;
  }

  Future<Void> stopPrepare() {
    String id = prepareId;
    prepareId = null;
    return vertx.undeploy(id);
  }

  Future<Void> stopExecute() {
    String id = executeId;
    executeId = null;
    return vertx.undeploy(id);
  }

  /** Awaits a future from the test's thread. */
  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Awaits the refusal of a request and checks its code. */
  static PvfException refusal(FailureCode code, Future<?> future) {
    ExecutionException thrown = assertThrows(ExecutionException.class, () -> get(future));
    PvfException refusal = assertInstanceOf(PvfException.class, thrown.getCause());
    assertEquals(code, refusal.code(), refusal::getMessage);
    return refusal;
  }

  ExecuteReply run(ExecuteRequest.Builder request) throws Exception {
    return get(client.execute(request.build()));
  }

  /**
   * Runs a job that will spend its CPU budget. On a machine so busy that the wall-clock limit strikes first, the job is
   * run again.
   */
  ExecuteReply runToItsBudget(ExecuteRequest.Builder request) {
    return await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> run(request),
        reply -> !reply.reason().message().startsWith("no answer within"));
  }

  PrepareReply prepare(PrepareRequest request) throws Exception {
    return get(client.prepare(request));
  }

  StatusReply status() {
    try {
      return get(client.status());
    } catch (Exception e) {
      throw new IllegalStateException("no status", e);
    }
  }

  /** Waits until no job runs or waits and no worker is being started: every slot is back. */
  StatusReply awaitQuiet() {
    return await().until(this::status, status -> status.executeWorkers().busy() == 0 && status.queueLength() == 0
        && status.executeWorkers().spawning() == 0);
  }

  /** How often the execute verticle counted something. */
  long count(String name) {
    return execute.counters().getOrDefault(name, 0L);
  }

  List<WorkerProcess> executeWorkers() {
    return WorkerProcess.all(WorkerKind.EXECUTE);
  }

  /** The only execute worker, for hosts that have one. */
  WorkerProcess executeWorker() {
    List<WorkerProcess> all = executeWorkers();
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  /** Waits until one worker runs validation code. */
  WorkerProcess workerWithJob() {
    return await().pollInterval(5, TimeUnit.MILLISECONDS).until(
        () -> executeWorkers().stream().filter(WorkerProcess::hasJob).findFirst(), Optional::isPresent).get();
  }

  Path artifacts() {
    return cache.resolve("artifacts");
  }

  /** The only artifact, for hosts that have prepared one code. */
  Path artifact() {
    List<Path> files = entries(artifacts());
    assertEquals(1, files.size(), files::toString);
    return files.get(0);
  }

  static List<Path> entries(Path directory) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  /** Stops both verticles; their scratch directories, sockets and processes must be gone at once. */
  void stop() throws Exception {
    if (executeId != null) {
      get(stopExecute());
    }
    if (prepareId != null) {
      get(stopPrepare());
    }
    assertEquals(List.of(), WorkerProcess.all());
    assertEquals(List.of(), entries(sockets));
    if (Files.exists(cache)) {
      assertEquals(List.of(), entries(cache).stream()
          .filter(entry -> entry.getFileName().toString().startsWith("run-")).toList());
    }
  }

  @Override
  public void close() throws Exception {
    stop();
    get(vertx.close());
    // Vert.x reports its end a moment before its threads have closed their descriptors.
    await().untilAsserted(() -> assertEquals(descriptors, descriptors()));
    Files.delete(sockets);
    deleteTree(cache);
  }

  /** Removes a directory and what is in it, links instead of what they lead to. */
  static void deleteTree(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Kinds of the open descriptors that a host makes: sockets, pipes, and those of event loops; sorted. */
  private static List<String> descriptors() {
    return entries(Path.of("/proc/self/fd")).stream().map(TestHost::target)
        .filter(target -> target.matches("(socket|pipe|anon_inode):.*"))
        .map(target -> target.replaceAll("[0-9]+", "*")).sorted().toList();
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}

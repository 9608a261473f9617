package io.pvfhost.tests.host;

import io.pvfhost.host.HostLoop;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.PoolOptions;
import io.pvfhost.host.ProcessBuilderSpawner;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerHandle;
import io.pvfhost.host.WorkerHostOptions;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerPool;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.host.WorkerSpawner;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.Dialect;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * One event loop with directories of its own for one test. After the test it ends the workers and pools that the test
 * started, and then nothing may be left: no process, socket, worker directory, thread or open file.
 */
final class Rig implements BeforeEachCallback, AfterEachCallback {

  private static final long LIMIT_SECONDS = 30;

  private final List<WorkerHandle> workers = new ArrayList<>();
  private final List<WorkerPool> pools = new ArrayList<>();
  private LeakCheck before;
  /** With the event loop running: its end would close what was forgotten. */
  private LeakCheck running;
  private Path root;
  private Vertx vertx;
  private HostLoop loop;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    before = LeakCheck.start();
    // Short, for the sockets.
    root = Files.createTempDirectory(Path.of("/tmp"), "pvf");
    Files.createDirectory(cache());
    Files.createDirectory(sockets());
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1).setWorkerPoolSize(4));
    loop = HostLoop.of(vertx, vertx.getOrCreateContext());
    running = LeakCheck.start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      endWorkers();
      running.assertNoProcessesAndFilesLeft();
      List<Path> workerDirs = entries(cache()).stream()
          .filter(path -> path.getFileName().toString().startsWith("worker-dir-")).toList();
      assertEquals(List.of(), workerDirs, "worker directories");
      assertEquals(List.of(), entries(sockets()), "sockets");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      deleteTree(root);
    }
    before.assertNothingLeft();
  }

  private void endWorkers() {
    for (WorkerPool pool : pools) {
      get(() -> pool.close(Duration.ofMillis(1)));
    }
    for (WorkerHandle worker : workers) {
      get(worker::kill);
    }
  }

  Vertx vertx() {
    return vertx;
  }

  HostLoop loop() {
    return loop;
  }

  /** Where worker directories and artifacts are. */
  Path cache() {
    return root.resolve("cache");
  }

  Path sockets() {
    return root.resolve("sockets");
  }

  /** A free path for whatever the test needs. */
  Path file(String name) {
    return root.resolve(name);
  }

  /** Limits that a slow machine does not reach by mistake. */
  WorkerHostOptions options() {
    return WorkerHostOptions.in(cache(), sockets()).withAcceptTimeout(Duration.ofSeconds(20))
        .withSendTimeout(Duration.ofSeconds(20));
  }

  WorkerFactory factory() {
    return factory(new ProcessBuilderSpawner(), options());
  }

  WorkerFactory factory(WorkerSpawner spawner, WorkerHostOptions options) {
    return new WorkerFactory(loop, spawner, options);
  }

  /** An execute worker, as a process, that does what the script says. */
  static WorkerProgram fake(String... script) {
    return fake(WorkerKind.EXECUTE, script);
  }

  static WorkerProgram fake(WorkerKind kind, String... script) {
    List<String> command = new ArrayList<>(List.of(java().toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-Xmx64m", "-cp", testClasses(), FakeWorker.class.getName()));
    command.addAll(Arrays.asList(script));
    return program(kind, command);
  }

  /** The same program, in another dialect. */
  static WorkerProgram speaking(Dialect dialect, WorkerProgram program) {
    return new WorkerProgram(program.kind(), program.command(), program.version(), dialect, program.rules(),
        program.arguments(), program.contentHash());
  }

  /** A program by its command line, whatever it is. */
  static WorkerProgram program(WorkerKind kind, List<String> command) {
    return new WorkerProgram(kind, command, "1", Dialect.S, "2603", List.of(), Hash.ZERO);
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static String testClasses() {
    try {
      return new File(FakeWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a worker that is killed at the end of the test, if it still lives. */
  IdleWorker start(WorkerFactory factory, WorkerProgram program) {
    IdleWorker idle = get(() -> factory.start(program, ExecutorParams.EMPTY));
    workers.add(idle.handle());
    return idle;
  }

  /** A pool that is closed at the end of the test. */
  WorkerPool pool(WorkerFactory factory, WorkerProgram program, PoolOptions options) {
    WorkerPool pool = new WorkerPool(factory, program, options);
    pools.add(pool);
    return pool;
  }

  /** Runs an action on the loop and waits for its future. */
  <T> T get(Callable<Future<T>> action) {
    return join(begin(action));
  }

  /** Runs an action on the loop. */
  <T> CompletableFuture<T> begin(Callable<Future<T>> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.run(() -> {
      try {
        action.call().onComplete(result::complete, result::completeExceptionally);
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }

  /** Runs a plain action on the loop and waits for its result. */
  <T> T call(Callable<T> action) {
    return get(() -> Future.succeededFuture(action.call()));
  }

  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The cause with which a future fails. */
  static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> future) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    return assertInstanceOf(type, failed.getCause());
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2));
  }

  /** Sends a signal as a shell would. */
  static void signal(String name, long pid) throws Exception {
    sh("kill", "-" + name, Long.toString(pid));
  }

  /** Runs a program that must succeed. */
  static void sh(String... command) throws Exception {
    assertEquals(0, trySh(command), () -> String.join(" ", command));
  }

  /** Runs a program and returns its exit status, or 127 if there is no such program. */
  static int trySh(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start().waitFor();
    } catch (IOException e) {
      return 127;
    }
  }

  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  static List<Path> entries(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> stream = Files.list(directory)) {
      return stream.sorted().toList();
    }
  }

  static void deleteTree(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

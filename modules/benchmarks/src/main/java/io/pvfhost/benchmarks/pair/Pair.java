package io.pvfhost.benchmarks.pair;

import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node in this process and another one in a process of its own. All methods block. */
public final class Pair implements AutoCloseable {

  /** Name of the node in this process. */
  public static final String HERE = "bench-here";
  /** Name of the other node. */
  public static final String THERE = "bench-there";

  private static final long LIMIT_SECONDS = 90;

  private final ClusteredVertx here;
  private final Process there;

  private Pair(ClusteredVertx here, Process there) {
    this.here = here;
    this.there = there;
  }

  /**
   * Starts both nodes.
   *
   * @param role of the other node
   * @param protection of both
   * @param directory for what the nodes write
   * @throws IOException if the other node ends instead of starting
   */
  public static Pair start(Role role, Protection protection, Path directory)
      throws IOException, GeneralSecurityException, TimeoutException, InterruptedException {
    ClusteredVertx here = ClusteredVertx.start(new VertxOptions(), protection.options(directory, HERE))
        .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    try {
      ClusterOptions options = protection.options(directory, THERE).setJoin(List.of(here.address().toString()));
      Process there = new ProcessBuilder(OtherNode.command(role, options, directory))
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
      Pair pair = new Pair(here, there);
      pair.awaitReady();
      return pair;
    } catch (IOException | GeneralSecurityException | TimeoutException | InterruptedException | RuntimeException e) {
      here.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
      throw e;
    }
  }

  private void awaitReady() throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(ready), "bench-there-output");
    reader.setDaemon(true);
    reader.start();
    try {
      ready.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      there.destroyForcibly();
      throw new IOException("the other node does not start", e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      there.destroyForcibly();
      throw e;
    }
  }

  /** Reads to the end, so that the process never waits for its output to be taken. */
  private void read(CompletableFuture<Void> ready) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(there.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(OtherNode.READY)) {
          ready.complete(null);
        }
      }
      ready.completeExceptionally(new IOException("the process has ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  /** Vert.x of the node in this process. */
  public Vertx vertx() {
    return here.vertx();
  }

  /** The node in this process. */
  public ClusterNode node() {
    return here.node();
  }

  @Override
  public void close() throws IOException, InterruptedException, TimeoutException {
    try {
      there.getOutputStream().close();
      if (!there.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        there.destroyForcibly();
        throw new TimeoutException("the other node did not stop within " + LIMIT_SECONDS + " s");
      }
    } finally {
      here.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }
}

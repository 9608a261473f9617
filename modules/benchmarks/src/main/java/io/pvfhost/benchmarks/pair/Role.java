package io.pvfhost.benchmarks.pair;

import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.Deployable;
import io.vertx.core.Future;

import java.nio.file.Path;
import java.util.List;

/** What the other node is for. */
public enum Role {

  /** Runs jobs on a worker of its own, those of this node and those that it asks for itself. */
  HOST {
    @Override
    List<Deployable> verticles(ClusteredVertx node, Path directory) {
      String cache = directory.resolve("cache").toString();
      String sockets = directory.resolve("s").toString();
      PrepareOptions prepare = new PrepareOptions().setCacheDirectory(cache).setSocketDirectory(sockets).setWorkers(1)
          .setSpares(0);
      ExecuteOptions execute = new ExecuteOptions().setCacheDirectory(cache).setSocketDirectory(sockets).setWorkers(1)
          .setSpares(0).setMaxJobsPerWorker(MANY_JOBS);
      return List.of(new PrepareVerticle(prepare), new ExecuteVerticle(execute, node.node()),
          new DispatchVerticle(new DispatchOptions(), node.node()), new LocalJobs(node.identity().name()));
    }
  },

  /** Takes streams, and copies by plain sockets. */
  TAKER {
    @Override
    List<Deployable> verticles(ClusteredVertx node, Path directory) {
      return List.of(new StreamTaker(node.node().streams()));
    }
  };

  /** So many jobs that no worker is replaced during a benchmark. */
  private static final int MANY_JOBS = 1_000_000_000;

  abstract List<Deployable> verticles(ClusteredVertx node, Path directory);

  /** Brings a node into the role. */
  Future<Void> take(ClusteredVertx node, Path directory) {
    Future<?> deployed = Future.succeededFuture();
    for (Deployable verticle : verticles(node, directory)) {
      deployed = deployed.compose(before -> node.vertx().deployVerticle(verticle));
    }
    return deployed.mapEmpty();
  }
}

package io.pvfhost.tests.node.security;

import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.scale.Hash;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A program that takes all workers of a host, two for jobs that do not end, and waits for more. */
final class DyingRequester {

  static final int RUNNING = SecuredHost.WORKERS - 1;
  static final int PARKED = 2;

  private DyingRequester() {
  }

  /** The options of the cluster as JSON are its argument. */
  public static void main(String[] args) throws InterruptedException {
    Requester requester = Requester.join(new ClusterOptions(new JsonObject(args[0])));
    UUID host = requester.idOf(SecuredHost.NAME);
    ReserveAnswer unused = Requester.get(requester.bus().reserve(host, new Reserve(UUID.randomUUID(), 1, Hash.ZERO,
        Duration.ofMinutes(1), Duration.ZERO, 0), SecuredHost.LIMIT));
    System.out.println(unused);
    for (int i = 0; i < RUNNING + PARKED; i++) {
      requester.client().execute(Requester.endless().build()).onComplete(System.out::println);
    }
    new CountDownLatch(1).await();
  }
}

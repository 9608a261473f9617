package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.cluster.ClusterNode;
import io.vertx.core.Vertx;

/** What lies between the nodes of the contract. */
interface Setting extends AutoCloseable {

  /** One node: its Vert.x and its ways to the others. Nothing is deployed on it. */
  record Node(Vertx vertx, ClusterNode cluster) {

    String name() {
      return cluster.identity().name();
    }
  }

  /** Starts a node that reaches all others; ended by {@link #close}. */
  Node open(String name) throws Exception;

  @Override
  void close() throws Exception;
}

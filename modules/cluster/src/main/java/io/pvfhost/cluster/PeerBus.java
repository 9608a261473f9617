package io.pvfhost.cluster;

import io.vertx.core.Future;

import java.util.Map;
import java.util.function.Consumer;

/**
 * Authenticated calls between nodes over the event bus, to directed addresses: the bus never chooses who is meant.
 *
 * <p>What is not sealed with one of the cluster's keys, was seen before, or is meant for another process gets no answer
 * and is counted. An authenticated call of an unknown operation or version is refused with UNAVAILABLE.
 */
public interface PeerBus extends HostCalls {

  /** This node. */
  NodeIdentity identity();

  /**
   * Serves a host's operations on the caller's context.
   *
   * @return ends the service
   */
  Future<Registration> serveHost(HostOperations operations);

  /**
   * Serves the code of a requester's jobs on the caller's context.
   *
   * @return ends the service
   */
  Future<Registration> serveRequester(CodeOperations operations);

  /** Tells all nodes, this one included. */
  void publish(Advert advert);

  /**
   * Hears the adverts of all nodes, this one included, on the caller's context.
   *
   * @return ends the listening
   */
  Future<Registration> listen(Consumer<Advert> listener);

  /** What was refused so far, by cause; for metrics and the status. May be called from any thread. */
  Map<String, Long> refused();

  /** Ends a service or a listener. */
  @FunctionalInterface
  interface Registration {

    /** Completes when no more calls will come. */
    Future<Void> end();
  }
}

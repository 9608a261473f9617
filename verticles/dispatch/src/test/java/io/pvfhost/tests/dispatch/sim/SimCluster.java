package io.pvfhost.tests.dispatch.sim;

import io.pvfhost.api.Reason;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.dispatch.core.DispatchSettings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Hosts, requesters and the network between them. Messages of one node to another keep their order and take a random
 * time. Everything follows from the seed.
 */
public final class SimCluster {

  private final SimTime time = new SimTime();
  private final Random random;
  private final Map<UUID, SimHost> hosts = new LinkedHashMap<>();
  private final List<SimRequester> requesters = new ArrayList<>();
  private final Map<Link, Long> lastArrivals = new HashMap<>();
  private final Map<SimNode, Boolean> cut = new HashMap<>();
  private Function<Random, Duration> service = from -> Duration.ofMillis(40);
  private Function<Random, Reason> outcomes = from -> Reason.OK;
  private double breakingStreams;
  private long epochs;

  private record Link(UUID from, UUID to) {
  }

  /** An empty cluster. */
  public SimCluster(long seed) {
    this.random = new Random(seed);
  }

  /** Its clock. */
  public SimTime time() {
    return time;
  }

  /** What is left to chance. */
  public Random random() {
    return random;
  }

  /** Sets how long jobs run. */
  public SimCluster service(Function<Random, Duration> time) {
    this.service = time;
    return this;
  }

  /** Sets how jobs end. */
  public SimCluster outcomes(Function<Random, Reason> reasons) {
    this.outcomes = reasons;
    return this;
  }

  /** Sets which part of the streams break. */
  public SimCluster breakingStreams(double part) {
    this.breakingStreams = part;
    return this;
  }

  /** A new process with workers; a name may come again. */
  public SimHost host(String name, int workers) {
    SimHost host = new SimHost(this, identity(name), workers);
    hosts.put(host.identity().id(), host);
    host.start();
    return host;
  }

  /** A new process with a dispatcher. */
  public SimRequester requester(String name, DispatchSettings settings) {
    SimRequester requester = new SimRequester(this, identity(name), settings, random.nextLong());
    requesters.add(requester);
    requester.dispatcher().start();
    return requester;
  }

  private NodeIdentity identity(String name) {
    return new NodeIdentity(new UUID(random.nextLong(), random.nextLong()), name, ++epochs);
  }

  /** All hosts, dead ones included. */
  public List<SimHost> hosts() {
    return List.copyOf(hosts.values());
  }

  /** Requesters. */
  public List<SimRequester> requesters() {
    return requesters;
  }

  /** Ends a host; the others are told soon, as of a connection that is closed, or are left to find out. */
  public void kill(SimHost host, boolean told) {
    host.kill();
    if (told) {
      for (SimRequester requester : requesters) {
        time.after(Duration.ofMillis(1 + random.nextInt(400)),
            () -> requester.take(() -> requester.dispatcher().left(host.identity().id())));
      }
    }
  }

  /** Cuts a node off: what it sends and what is sent to it is lost. */
  public void cut(SimNode node) {
    cut.put(node, true);
  }

  /** Ends a cut. */
  public void mend(SimNode node) {
    cut.remove(node);
  }

  int hostCount() {
    return hosts.size();
  }

  Duration serviceTime() {
    return service.apply(random);
  }

  Reason outcome() {
    return outcomes.apply(random);
  }

  boolean streamBreaks() {
    return random.nextDouble() < breakingStreams;
  }

  Duration latency() {
    return Duration.ofNanos(50_000 + random.nextInt(200_000));
  }

  void send(SimNode from, UUID to, Consumer<SimHost> message) {
    SimHost host = hosts.get(to);
    deliver(from, host, () -> message.accept(host));
  }

  void answer(SimNode from, SimNode to, Runnable message) {
    deliver(from, to, message);
  }

  void publish(SimHost from, Advert advert) {
    for (SimRequester requester : requesters) {
      deliver(from, requester, () -> requester.dispatcher().advert(advert));
    }
  }

  private void deliver(SimNode from, SimNode to, Runnable message) {
    if (cut.containsKey(from) || cut.containsKey(to) || from.isGone()) {
      return;
    }
    Link link = new Link(from.identity().id(), to.identity().id());
    long arrival = Math.max(time.nanos() + latency().toNanos(), lastArrivals.getOrDefault(link, 0L) + 1);
    lastArrivals.put(link, arrival);
    time.after(Duration.ofNanos(arrival - time.nanos()), () -> to.take(message));
  }
}

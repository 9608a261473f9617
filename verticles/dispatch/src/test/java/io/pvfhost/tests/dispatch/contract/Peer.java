package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.ReserveAnswer.Granted;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** Another requester, which reserves workers and uses none of them: a host whose workers it holds is a busy one. */
final class Peer implements AutoCloseable {

  private static final Hash CODE = ValidationCode.of(Sample.ADDER.code()).hash();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long ALIVE_MILLIS = 300;

  private final ClusterNode node;
  private final Vertx vertx;
  private final long timer;
  private final List<Held> reserved = new ArrayList<>();

  /** Uses a node to call hosts, which it tells all the time that it is there. */
  Peer(Setting.Node from, Setting.Node... hosts) {
    this.node = from.cluster();
    this.vertx = from.vertx();
    this.timer = vertx.setPeriodic(0, ALIVE_MILLIS, tick -> {
      for (Setting.Node host : hosts) {
        node.bus().alive(host.cluster().identity().id());
      }
    });
  }

  /** A reservation at a host, parked until it has a worker. */
  final class Held {

    private final UUID host;
    private final UUID job = UUID.randomUUID();
    final Future<ReserveAnswer> answer;

    private Held(UUID host) {
      this.host = host;
      this.answer = node.bus().reserve(host, new Reserve(job, 1, CODE, LONG, LONG, 0), LONG);
    }

    Held awaitGrant() throws Exception {
      assertInstanceOf(Granted.class, Awaits.get(answer));
      return this;
    }

    void release() {
      node.bus().release(host, new Release(job, 1));
    }
  }

  Held reserve(Setting.Node host) {
    Held next = new Held(host.cluster().identity().id());
    reserved.add(next);
    return next;
  }

  /** Gives back all that it has, whatever has been given back already. */
  void releaseAll() {
    reserved.forEach(Held::release);
    reserved.clear();
  }

  /** Takes the one worker of a host. */
  Held hold(Setting.Node host) throws Exception {
    return reserve(host).awaitGrant();
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}

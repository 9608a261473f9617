package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.CodeOperations;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.EventBusPeers;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.Membership;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.PeerBus;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.ReserveAnswer.Granted;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** A node of a cluster in this JVM: real peers and real streams on one event bus, and members that leave on demand. */
final class TestNode implements CodeOperations {

  static final Duration TTL = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofSeconds(60);

  final ClusterNode node;
  /** Code that the node gives, under the hash that it is asked for by. */
  final Map<Hash, Bytes> codes = new ConcurrentHashMap<>();
  final AtomicInteger codesSent = new AtomicInteger();
  final List<Advert> adverts = new CopyOnWriteArrayList<>();
  private final Vertx vertx;
  private final TcpStreams streams;
  private final List<Consumer<UUID>> leftListeners;
  private long aliveTimer = -1;

  private TestNode(Vertx vertx, ClusterNode node, TcpStreams streams, List<Consumer<UUID>> leftListeners) {
    this.vertx = vertx;
    this.node = node;
    this.streams = streams;
    this.leftListeners = leftListeners;
  }

  static TestNode open(Vertx vertx, String name) throws Exception {
    return open(vertx, name, System.currentTimeMillis());
  }

  static TestNode open(Vertx vertx, String name, long epoch) throws Exception {
    NodeIdentity identity = new NodeIdentity(UUID.randomUUID(), name, epoch);
    PeerBus bus = EventBusPeers.create(vertx, identity, Optional.empty());
    TcpStreams streams = TestHost.get(TcpStreams.open(vertx, new StreamOptions()));
    List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
    Membership membership = listener -> {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    };
    TestNode opened = new TestNode(vertx, new ClusterNode(bus, streams, membership), streams, listeners);
    TestHost.get(bus.listen(opened.adverts::add));
    return opened;
  }

  /** Gives code to those who run its jobs. */
  TestNode asRequester() throws Exception {
    TestHost.get(node.bus().serveRequester(this));
    return this;
  }

  UUID id() {
    return node.identity().id();
  }

  String name() {
    return node.identity().name();
  }

  /** Tells a host again and again that this node lives, until it is {@link #fallSilent}. */
  TestNode keepAlive(TestNode host) {
    fallSilent();
    aliveTimer = vertx.setPeriodic(0, 300, tick -> node.bus().alive(host.id()));
    return this;
  }

  void fallSilent() {
    vertx.cancelTimer(aliveTimer);
  }

  /** The cluster manager tells this node that another one has left. */
  void tellLeft(TestNode gone) {
    leftListeners.forEach(listener -> listener.accept(gone.id()));
  }

  /** The newest advert of a host. */
  Optional<Advert> advertOf(TestNode host) {
    return adverts.stream().filter(advert -> advert.node().equals(host.node.identity()))
        .reduce((older, newer) -> newer);
  }

  /** A reservation of this node at a host. */
  final class Reservation {
    private final TestNode host;
    private final UUID job = UUID.randomUUID();
    final Future<ReserveAnswer> answer;

    private Reservation(TestNode host, Hash code, Duration patience, long streamBytes) {
      this.host = host;
      this.answer = node.bus().reserve(host.id(), new Reserve(job, 1, code, TTL, patience, streamBytes), CALL);
    }

    Granted granted() throws Exception {
      return assertInstanceOf(Granted.class, TestHost.get(answer));
    }

    Future<ExecuteAnswer> execute(ExecuteRequest request) throws Exception {
      return execute(request, Optional.empty());
    }

    Future<ExecuteAnswer> execute(ExecuteRequest request, Optional<Execute.Streamed> streamed) throws Exception {
      return node.bus().execute(host.id(), new Execute(job, 1, granted().lease(), TTL, request, streamed), CALL);
    }

    void release() {
      node.bus().release(host.id(), new Release(job, 1));
    }

    void cancel() {
      node.bus().cancel(host.id(), new Cancel(job, 1));
    }
  }

  Reservation reserve(TestNode host, Hash code) {
    return new Reservation(host, code, TTL, 0);
  }

  Reservation reserve(TestNode host, Hash code, Duration patience, long streamBytes) {
    return new Reservation(host, code, patience, streamBytes);
  }

  /** Runs a job on a host, from reservation to answer. */
  ExecuteAnswer run(TestNode host, ExecuteRequest request) throws Exception {
    return TestHost.get(reserve(host, request.code().hash()).execute(request));
  }

  Hash send(StreamTicket ticket, Bytes data) throws Exception {
    return TestHost.get(streams.send(ticket, data, Duration.ofSeconds(10)));
  }

  long reservedBytes() {
    return streams.reservedBytes();
  }

  @Override
  public Future<Long> codeLength(UUID from, Hash code) {
    Bytes blob = codes.get(code);
    return blob == null ? Future.failedFuture(new PvfException(FailureCode.CODE_UNKNOWN, "not at " + name()))
        : Future.succeededFuture((long) blob.length());
  }

  @Override
  public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
    codesSent.incrementAndGet();
    return streams.send(transfer.ticket(), codes.get(transfer.code()), Duration.ofSeconds(10)).mapEmpty();
  }

  void close() throws Exception {
    fallSilent();
    TestHost.get(streams.close());
  }
}

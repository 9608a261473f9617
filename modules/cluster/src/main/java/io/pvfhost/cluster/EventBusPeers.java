package io.pvfhost.cluster;

import io.pvfhost.api.RequestHandler;
import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.impl.Local;
import io.pvfhost.cluster.impl.Op;
import io.pvfhost.cluster.impl.Peer;
import io.pvfhost.cluster.impl.Service;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import static io.pvfhost.cluster.PeerRole.HOST;
import static io.pvfhost.cluster.PeerRole.REQUESTER;

/**
 * Peers on a Vert.x event bus. One for each process and id: messages are numbered, and a second one with the same id
 * would give the numbers out again. May be used from any thread; futures complete on the caller's context.
 *
 * <p>A message is bytes with a seal, see {@link io.pvfhost.cluster.impl.Envelopes}; messages of the process to itself
 * go by reference. Nothing is believed, and nothing decoded, before the seal is checked: HMAC-SHA256 with one of the
 * {@link ClusterKeys}, over the kind of address and the whole message. A node with keys takes sealed messages only, one
 * without takes open ones only. Each message is taken once. What an advert says may be heard again by a process that
 * starts later, if somebody recorded it; it then stands for a host that does not answer.
 *
 * <p>The seal is no encryption: who may not read the traffic must be kept from it by TLS.
 */
public final class EventBusPeers implements PeerBus {

  /** A connection without TLS, or without a certificate of the cluster; named as streams name it. */
  private static final String HANDSHAKE = "handshake";

  private final EventBus eventBus;
  private final NodeIdentity identity;
  private final Peer peer;
  private final Optional<LongSupplier> handshakes;
  private final Map<PeerRole, MessageConsumer<Object>> served = new EnumMap<>(PeerRole.class);

  private EventBusPeers(Vertx vertx, NodeIdentity identity, Peer peer, Optional<LongSupplier> handshakes) {
    this.eventBus = vertx.eventBus();
    this.identity = identity;
    this.peer = peer;
    this.handshakes = handshakes;
  }

  /**
   * Peers of a process.
   *
   * @param vertx the clustered instance; a local one is a cluster of one
   * @param identity who the process is
   * @param keys the cluster's keys; empty for an open cluster, in which everybody on the bus is a peer
   */
  public static EventBusPeers create(Vertx vertx, NodeIdentity identity, Optional<ClusterKeys> keys) {
    return create(vertx, identity, keys, Optional.empty());
  }

  /**
   * Peers of a process whose event bus uses TLS.
   *
   * @param handshakes connections so far that the bus refused, to be told with the messages that were refused
   * @see #create(Vertx, NodeIdentity, Optional)
   */
  public static EventBusPeers create(Vertx vertx, NodeIdentity identity, Optional<ClusterKeys> keys,
      Optional<LongSupplier> handshakes) {
    Objects.requireNonNull(identity, "identity");
    Local.register(vertx);
    return new EventBusPeers(vertx, identity, new Peer(vertx, identity.id(), keys), handshakes);
  }

  @Override
  public NodeIdentity identity() {
    return identity;
  }

  @Override
  public Future<Registration> serveHost(HostOperations operations) {
    return serve(HOST, peer.service(HOST)
        .call(Op.RESERVE, operations::reserve)
        .call(Op.EXECUTE, operations::execute)
        .oneWay(Op.RELEASE, operations::release)
        .oneWay(Op.CANCEL, operations::cancel)
        .oneWay(Op.ALIVE, (from, nothing) -> operations.alive(from))
        .call(Op.MISSING, operations::missing)
        .call(Op.STATUS, (from, nothing) -> operations.status(from))
        .call(Op.CODE_LENGTH, operations::codeLength)
        .call(Op.SEND_CODE, operations::sendCode));
  }

  @Override
  public Future<Registration> serveRequester(CodeOperations operations) {
    return serve(REQUESTER, peer.service(REQUESTER)
        .call(Op.CODE_LENGTH, operations::codeLength)
        .call(Op.SEND_CODE, operations::sendCode));
  }

  private synchronized Future<Registration> serve(PeerRole role, Service service) {
    MessageConsumer<Object> before = served.get(role);
    if (before != null && before.isRegistered()) {
      return Future.failedFuture(new IllegalStateException("the " + role + " of this process is served already"));
    }
    MessageConsumer<Object> peers = eventBus.consumer(PeerAddresses.of(role, identity.id()), service::handle);
    MessageConsumer<Local.Call> self = eventBus.localConsumer(PeerAddresses.local(role, identity.id()),
        new RequestHandler<>(Local.Call.class, service::handleLocal));
    served.put(role, peers);
    Registration registration = () -> Future.join(peers.unregister(), self.unregister()).mapEmpty();
    return Future.all(peers.completion(), self.completion()).map(registration)
        .recover(failure -> registration.end().transform(ended -> Future.failedFuture(failure)));
  }

  @Override
  public void publish(Advert advert) {
    if (!advert.node().equals(identity)) {
      throw new IllegalArgumentException("advert of " + advert.node() + ", this is " + identity);
    }
    peer.adverts().hear(advert);
    peer.caller().publish(Op.ADVERT, advert);
  }

  @Override
  public Future<Registration> listen(Consumer<Advert> listener) {
    return peer.adverts().listen(listener);
  }

  @Override
  public Map<String, Long> refused() {
    Map<String, Long> refused = new TreeMap<>(peer.refusals().counts());
    handshakes.ifPresent(count -> refused.put(HANDSHAKE, count.getAsLong()));
    return refused;
  }

  @Override
  public Future<ReserveAnswer> reserve(UUID host, Reserve request, Duration timeout) {
    return peer.caller().call(HOST, host, Op.RESERVE, request, timeout);
  }

  @Override
  public Future<ExecuteAnswer> execute(UUID host, Execute request, Duration timeout) {
    return peer.caller().call(HOST, host, Op.EXECUTE, request, timeout);
  }

  @Override
  public void release(UUID host, Release request) {
    peer.caller().send(HOST, host, Op.RELEASE, request);
  }

  @Override
  public void cancel(UUID host, Cancel request) {
    peer.caller().send(HOST, host, Op.CANCEL, request);
  }

  @Override
  public void alive(UUID host) {
    peer.caller().send(HOST, host, Op.ALIVE, null);
  }

  @Override
  public Future<List<Reservation>> missing(UUID host, List<Reservation> believed, Duration timeout) {
    return peer.caller().call(HOST, host, Op.MISSING, believed, timeout);
  }

  @Override
  public Future<StatusReply> status(UUID host, Duration timeout) {
    return peer.caller().call(HOST, host, Op.STATUS, null, timeout);
  }

  @Override
  public Future<Long> codeLength(PeerRole role, UUID node, Hash code, Duration timeout) {
    return peer.caller().call(role, node, Op.CODE_LENGTH, code, timeout);
  }

  @Override
  public Future<Void> sendCode(PeerRole role, UUID node, CodeTransfer transfer, Duration timeout) {
    return peer.caller().call(role, node, Op.SEND_CODE, transfer, timeout);
  }
}

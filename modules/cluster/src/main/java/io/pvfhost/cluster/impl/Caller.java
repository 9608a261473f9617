package io.pvfhost.cluster.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerRole;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Calls operations of peers and of this process. Thread-safe; futures complete on the caller's context. */
public final class Caller {

  private static final Set<Kind> ANSWER = EnumSet.of(Kind.ANSWER);
  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

  private final EventBus eventBus;
  private final UUID self;
  private final Envelopes envelopes;
  private final Refusals refusals;

  /** A caller in the name of this process. */
  Caller(EventBus eventBus, UUID self, Envelopes envelopes, Refusals refusals) {
    this.eventBus = eventBus;
    this.self = self;
    this.envelopes = envelopes;
    this.refusals = refusals;
  }

  /** Calls an operation; fails with a {@link PvfException}. */
  public <Q, A> Future<A> call(PeerRole role, UUID node, Op<Q, A> op, Q request, Duration timeout) {
    return node.equals(self) ? callLocal(role, op, request, timeout) : callPeer(role, node, op, request, timeout);
  }

  @SuppressWarnings("unchecked")
  private <Q, A> Future<A> callLocal(PeerRole role, Op<Q, A> op, Q request, Duration timeout) {
    return this.<Local.Answer>request(PeerAddresses.local(role, self), new Local.Call(op, request),
        new DeliveryOptions().setLocalOnly(true), timeout)
        .transform(answer -> answer.succeeded()
            ? Future.succeededFuture((A) answer.result().body().value())
            : Future.failedFuture(unanswered(op, role, self, answer.cause(), true)));
  }

  private <Q, A> Future<A> callPeer(PeerRole role, UUID node, Op<Q, A> op, Q request, Duration timeout) {
    Channel channel = Channel.to(role);
    Envelopes.Sealed sealed;
    try {
      sealed = seal(channel, node, op, request);
    } catch (PvfException refusal) {
      return Future.failedFuture(refusal);
    }
    long sent = System.nanoTime();
    return request(PeerAddresses.of(role, node), sealed.buffer(), new DeliveryOptions(), timeout)
        .transform(answer -> answer.succeeded()
            ? read(role, node, op, sealed.seq(), answer.result())
            : Future.failedFuture(unanswered(op, role, node, answer.cause(),
                System.nanoTime() - sent >= timeout.toNanos())));
  }

  /** Sends what is not answered, to a peer or to this process. */
  public <Q> void send(PeerRole role, UUID node, Op<Q, Void> op, Q request) {
    if (node.equals(self)) {
      eventBus.send(PeerAddresses.local(role, self), new Local.Call(op, request), LOCAL);
    } else {
      eventBus.send(PeerAddresses.of(role, node), seal(Channel.to(role), node, op, request).buffer());
    }
  }

  /** Sends to everybody. */
  public <Q> void publish(Op<Q, Void> op, Q request) {
    eventBus.publish(PeerAddresses.CAPACITY, seal(Channel.CAPACITY, Envelopes.ALL, op, request).buffer());
  }

  private <Q> Envelopes.Sealed seal(Channel channel, UUID node, Op<Q, ?> op, Q request) {
    Envelopes.Sealed sealed;
    try {
      sealed = envelopes.seal(op.kind(), channel, node, op.request().sizeHint(request),
          out -> Payloads.writeRequest(op, request, out));
    } catch (IllegalArgumentException unwritable) {
      throw new PvfException(FailureCode.MALFORMED, op.name() + ": " + unwritable.getMessage(), unwritable);
    }
    if (sealed.bytes().length > op.kind().maxBytes()) {
      throw new PvfException(FailureCode.TOO_LARGE, op.name() + ": " + sealed.bytes().length + " bytes, limit "
          + op.kind().maxBytes());
    }
    return sealed;
  }

  // A bus that is closed throws; for the caller that is a failed call like any other.
  private <T> Future<Message<T>> request(String address, Object body, DeliveryOptions options, Duration timeout) {
    try {
      return eventBus.request(address, body, options.setSendTimeout(Math.max(1, timeout.toMillis())));
    } catch (RuntimeException notSent) {
      return Future.failedFuture(notSent);
    }
  }

  private <A> Future<A> read(PeerRole role, UUID node, Op<?, A> op, long seq, Message<?> message) {
    try {
      Envelopes.Opened opened = envelopes.open(Channel.to(role), ANSWER, BusBody.of(message));
      if (opened.call() != seq || !opened.sender().equals(node)) {
        throw RefusedException.Cause.MISDIRECTED.exception();
      }
      return Future.succeededFuture(Payloads.readAnswer(op, opened.payload()));
    } catch (RefusedException refused) {
      refusals.count(refused.why(), PeerAddresses.of(role, node) + " (answer)");
      return Future.failedFuture(new PvfException(FailureCode.UNAVAILABLE,
          "answer to " + op.name() + " of " + PeerAddresses.of(role, node) + " was refused: " + refused.getMessage()));
    } catch (PvfException refusal) {
      return Future.failedFuture(refusal);
    }
  }

  /**
   * What a call without an answer has failed of. Failures that the bus carries bear no seal: a peer's refusals are
   * sealed answers, and nobody else says what a call ends with.
   */
  private PvfException unanswered(Op<?, ?> op, PeerRole role, UUID node, Throwable failure, boolean timeIsOver) {
    String what = op.name() + " of " + PeerAddresses.of(role, node);
    if (!(failure instanceof ReplyException reply)) {
      return new PvfException(FailureCode.UNAVAILABLE, what + " cannot be called", failure);
    }
    if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return new PvfException(FailureCode.UNAVAILABLE, what + ": no such node, or it is stopping", reply);
    }
    // A consumer that ends discards what it has not handled, and says so as if time were over.
    if (reply.failureType() == ReplyFailure.TIMEOUT) {
      return timeIsOver ? new PvfException(FailureCode.DEADLINE, what + ": no answer in time", reply)
          : new PvfException(FailureCode.UNAVAILABLE, what + ": the node is stopping", reply);
    }
    if (node.equals(self)) {
      return PvfException.of(reply);
    }
    refusals.count(RefusedException.Cause.UNSEALED, PeerAddresses.of(role, node) + " (answer)");
    return new PvfException(FailureCode.UNAVAILABLE, what + ": the answer was refused: unsealed", reply);
  }
}

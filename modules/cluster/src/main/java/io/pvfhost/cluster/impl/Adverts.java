package io.pvfhost.cluster.impl;

import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerBus.Registration;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Adverts of peers, opened once for all listeners of this process, on a loop of their own. Those of this process reach
 * them by reference, whether or not the bus works. Thread-safe.
 */
public final class Adverts {

  private final VertxInternal vertx;
  private final UUID self;
  private final Inbox inbox;
  private final Refusals refusals;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private Future<Void> consumer;

  /** Adverts that nobody hears yet. */
  Adverts(Vertx vertx, UUID self, Inbox inbox, Refusals refusals) {
    this.vertx = (VertxInternal) vertx;
    this.self = self;
    this.inbox = inbox;
    this.refusals = refusals;
  }

  private static final class Listener {

    private final Context context;
    private final Consumer<Advert> action;
    private volatile boolean ended;

    Listener(Context context, Consumer<Advert> action) {
      this.context = context;
      this.action = action;
    }

    void hear(Advert advert) {
      context.runOnContext(onLoop -> {
        if (!ended) {
          action.accept(advert);
        }
      });
    }
  }

  /** Adds a listener on the caller's context. */
  public Future<Registration> listen(Consumer<Advert> action) {
    ContextInternal context = vertx.getOrCreateContext();
    Listener listener = new Listener(context, action);
    listeners.add(listener);
    Promise<Registration> listening = context.promise();
    consumer().onComplete(
        registered -> listening.complete(() -> end(listener)),
        failure -> {
          listeners.remove(listener);
          listening.fail(failure);
        });
    return listening.future();
  }

  private Future<Void> end(Listener listener) {
    listener.ended = true;
    listeners.remove(listener);
    // What was under way on the listener's loop is over when this is.
    Promise<Void> over = Promise.promise();
    listener.context.runOnContext(onLoop -> over.complete());
    return over.future();
  }

  /** Registers the one consumer with the first listener; it stays until the instance is closed. */
  private synchronized Future<Void> consumer() {
    if (consumer == null || consumer.failed()) {
      Promise<Void> registered = Promise.promise();
      vertx.createEventLoopContext().runOnContext(onLoop ->
          vertx.eventBus().consumer(PeerAddresses.CAPACITY, this::handle).completion().onComplete(registered));
      consumer = registered.future();
    }
    return consumer;
  }

  /** Gives an advert of this process to its own listeners. */
  public void hear(Advert advert) {
    listeners.forEach(listener -> listener.hear(advert));
  }

  private void handle(Message<Object> message) {
    if (listeners.isEmpty()) {
      return;
    }
    try {
      Envelopes.Opened opened = inbox.take(message);
      if (!opened.sender().equals(self)) {
        hear(read(opened));
      }
    } catch (RefusedException refused) {
      refusals.count(refused.why(), message.address());
    }
  }

  private static Advert read(Envelopes.Opened opened) throws RefusedException {
    if (Payloads.readOp(opened.payload()) != Op.ADVERT.code()) {
      throw RefusedException.Cause.UNSUPPORTED.exception();
    }
    Advert advert = Op.ADVERT.request().read(opened.payload());
    // Nobody speaks for another.
    if (!advert.node().id().equals(opened.sender())) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
    return advert;
  }
}

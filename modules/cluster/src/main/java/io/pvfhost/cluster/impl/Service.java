package io.pvfhost.cluster.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.scale.ScaleReader;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Serves the operations of one role of this process. Runs on the context of its consumers. */
public final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Inbox inbox;
  private final UUID self;
  private final Refusals refusals;
  private final Map<Integer, Served<?, ?>> operations = new HashMap<>();

  /** A service without operations. */
  Service(Inbox inbox, UUID self, Refusals refusals) {
    this.inbox = inbox;
    this.self = self;
    this.refusals = refusals;
  }

  private record Served<Q, A>(Op<Q, A> op, BiFunction<UUID, Q, Future<A>> function) {

    Future<A> apply(UUID from, Q request) {
      try {
        return function.apply(from, request);
      } catch (RuntimeException thrown) {
        return Future.failedFuture(thrown);
      }
    }

    @SuppressWarnings("unchecked")
    Future<A> applyLocal(UUID from, Object request) {
      return apply(from, (Q) request);
    }
  }

  /** Adds an operation that is answered. */
  public <Q, A> Service call(Op<Q, A> op, BiFunction<UUID, Q, Future<A>> function) {
    operations.put(op.code(), new Served<>(op, function));
    return this;
  }

  /** Adds an operation that is not. */
  public <Q> Service oneWay(Op<Q, Void> op, BiConsumer<UUID, Q> action) {
    return call(op, (from, request) -> {
      action.accept(from, request);
      return Future.succeededFuture();
    });
  }

  /** Serves this process itself. */
  public Future<Local.Answer> handleLocal(Local.Call call) {
    Served<?, ?> served = operations.get(call.op().code());
    if (served == null) {
      throw Payloads.unsupported(RefusedException.Cause.UNSUPPORTED);
    }
    return served.applyLocal(self, call.request()).map(Local.Answer::new);
  }

  /** Serves a peer; strangers get no answer. */
  public void handle(Message<Object> message) {
    Envelopes.Opened opened;
    try {
      opened = inbox.take(message);
    } catch (RefusedException refused) {
      refusals.count(refused.why(), message.address());
      return;
    }
    try {
      serve(message, opened, served(opened));
    } catch (RefusedException refused) {
      refusals.count(refused.why(), message.address());
      if (opened.kind() == Kind.CALL) {
        refuse(message, opened, Payloads.unsupported(refused.why()));
      }
    }
  }

  private Served<?, ?> served(Envelopes.Opened opened) throws RefusedException {
    Served<?, ?> served = operations.get(Payloads.readOp(opened.payload()));
    if (served == null || served.op().kind() != opened.kind()) {
      throw RefusedException.Cause.UNSUPPORTED.exception();
    }
    return served;
  }

  private <Q, A> void serve(Message<Object> message, Envelopes.Opened opened, Served<Q, A> served)
      throws RefusedException {
    ScaleReader payload = opened.payload();
    Q request = served.op().request().read(payload);
    Future<A> answer = served.apply(opened.sender(), request);
    if (opened.kind() == Kind.CALL) {
      answer.onComplete(value -> answer(message, opened, served.op(), value),
          failure -> refuse(message, opened, typed(served.op(), failure)));
    } else {
      answer.onFailure(failure -> LOG.warn("{} of a peer failed", served.op().name(), failure));
    }
  }

  private <A> void answer(Message<Object> message, Envelopes.Opened opened, Op<?, A> op, A value) {
    Envelopes.Sealed sealed;
    try {
      sealed = inbox.envelopes().answer(inbox.channel(), opened, op.answer().sizeHint(value),
          out -> Payloads.writeAnswer(op, value, out));
    } catch (RuntimeException unwritable) {
      refuse(message, opened, typed(op, unwritable));
      return;
    }
    if (sealed.bytes().length > Kind.ANSWER.maxBytes()) {
      refuse(message, opened, new PvfException(FailureCode.TOO_LARGE,
          "answer of " + sealed.bytes().length + " bytes, limit " + Kind.ANSWER.maxBytes()));
      return;
    }
    message.reply(sealed.buffer());
  }

  private void refuse(Message<Object> message, Envelopes.Opened opened, PvfException refusal) {
    message.reply(inbox.envelopes().answer(inbox.channel(), opened, PeerWire.REFUSAL.sizeHint(refusal),
        out -> Payloads.writeRefusal(refusal, out)).buffer());
  }

  private static PvfException typed(Op<?, ?> op, Throwable failure) {
    if (!(failure instanceof PvfException)) {
      LOG.warn("{} of a peer failed", op.name(), failure);
    }
    return PvfException.of(failure);
  }
}

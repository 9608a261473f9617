package io.pvfhost.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;
import java.util.function.Function;

/**
 * Serves an address with an asynchronous function: every message gets exactly one answer, the function's result or a
 * typed failure. A body that cannot be decoded or is of another type is answered with {@link FailureCode#MALFORMED};
 * what the function throws is answered like a failed future. Runs on the context the consumer was registered on.
 *
 * <pre>{@code
 * vertx.eventBus().consumer(PvfAddresses.EXECUTE, new RequestHandler<>(ExecuteRequest.class, this::execute));
 * }</pre>
 *
 * @param <Q> type of the requests
 * @param <A> type of the answers
 */
public final class RequestHandler<Q, A> implements Handler<Message<Q>> {

  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  private final Class<Q> requestType;
  private final Function<? super Q, Future<A>> service;

  /**
   * @param requestType type of the requests
   * @param service answers one request
   */
  public RequestHandler(Class<Q> requestType, Function<? super Q, Future<A>> service) {
    this.requestType = Objects.requireNonNull(requestType, "requestType");
    this.service = Objects.requireNonNull(service, "service");
  }

  @Override
  public void handle(Message<Q> message) {
    Q request;
    try {
      request = read(message);
    } catch (PvfException unreadable) {
      unreadable.failTo(message);
      return;
    }
    serve(request).onComplete(message::reply, failure -> fail(message, failure));
  }

  // A body from another member is decoded by this very call, on the consumer's side, so that a bad one can be answered.
  private Q read(Message<Q> message) {
    Object body = message.body();
    if (!requestType.isInstance(body)) {
      throw new PvfException(FailureCode.MALFORMED, message.address() + " takes a " + requestType.getSimpleName()
          + ", this is " + (body == null ? "an empty message" : "a " + body.getClass().getSimpleName()));
    }
    return requestType.cast(body);
  }

  private Future<A> serve(Q request) {
    try {
      return service.apply(request);
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private static void fail(Message<?> message, Throwable failure) {
    if (!(failure instanceof PvfException || failure instanceof ReplyException)) {
      LOG.warn("Request at {} failed", message.address(), failure);
    }
    PvfException.of(failure).failTo(message);
  }
}

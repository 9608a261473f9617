package io.pvfhost.tests.api;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.StatusRequest;
import io.pvfhost.api.impl.StatusWire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

@ExtendWith(VertxExtension.class)
class RequestHandlerTest {

  private static final String ADDRESS = "test.status";

  private Vertx vertx;

  @BeforeEach
  void registerCodecs(Vertx vertx) {
    this.vertx = vertx;
    ApiCodecs.register(vertx);
  }

  @Test
  void aBodyOfAnotherTypeIsMalformed() {
    serve(request -> Future.succeededFuture(Messages.status()));
    assertRefused("hello", FailureCode.MALFORMED,
        "test.status takes a StatusRequest, this is a String");
    assertRefused(null, FailureCode.MALFORMED,
        "test.status takes a StatusRequest, this is an empty message");
  }

  @Test
  void aBodyThatCannotBeDecodedIsMalformed() {
    UndecodableMessage message = new UndecodableMessage();
    new RequestHandler<>(StatusRequest.class, request -> Future.succeededFuture(Messages.status())).handle(message);
    assertEquals(1, message.replies.size());
    assertEquals(FailureCode.MALFORMED.code(), message.replies.get(0).failureCode());
    assertEquals("pvf.v1.status-request: ends after 0 of 5 header bytes", message.replies.get(0).getMessage());
  }

  @Test
  void whatTheServiceThrowsIsAHostFault() {
    serve(request -> {
      throw new IllegalStateException("no pool");
    });
    assertRefused(new StatusRequest(), FailureCode.HOST_FAULT, "no pool");
  }

  @Test
  void aTypedRefusalThrownByTheServiceKeepsItsCode() {
    serve(request -> {
      throw new PvfException(FailureCode.UNAVAILABLE, "draining");
    });
    assertRefused(new StatusRequest(), FailureCode.UNAVAILABLE, "draining");
  }

  @Test
  void anUntypedFailureOfTheServiceIsAHostFault() {
    serve(request -> Future.failedFuture(new IllegalStateException("disk full")));
    assertRefused(new StatusRequest(), FailureCode.HOST_FAULT, "disk full");
  }

  private void serve(Function<StatusRequest, Future<StatusReply>> service) {
    vertx.eventBus().consumer(ADDRESS, new RequestHandler<>(StatusRequest.class, service));
  }

  private void assertRefused(Object body, FailureCode code, String message) {
    PvfException refusal =
        Awaits.awaitRefusal(vertx.eventBus().request(ADDRESS, body).recover(failure ->
            Future.failedFuture(PvfException.of(failure))));
    assertEquals(message, refusal.getMessage());
    assertEquals(code, refusal.code());
  }

  /** A message from another member as the bus gives it to a consumer: its body is decoded when asked for. */
  private static final class UndecodableMessage implements Message<StatusRequest> {

    private final List<ReplyException> replies = new ArrayList<>();

    @Override
    public StatusRequest body() {
      return StatusWire.REQUEST.decodeFromWire(0, Buffer.buffer());
    }

    @Override
    public void reply(Object message, DeliveryOptions options) {
      replies.add(assertInstanceOf(ReplyException.class, message));
    }

    @Override
    public <R> Future<Message<R>> replyAndRequest(Object message, DeliveryOptions options) {
      throw new AssertionError("an answer to an undecodable request expects no answer itself");
    }

    @Override
    public String address() {
      return ADDRESS;
    }

    @Override
    public MultiMap headers() {
      return MultiMap.caseInsensitiveMultiMap();
    }

    @Override
    public String replyAddress() {
      return "reply";
    }

    @Override
    public boolean isSend() {
      return true;
    }
  }
}

package io.pvfhost.tests.api;

import io.pvfhost.api.ClusterRequest;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.JsonEdge;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.api.StatusRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import static io.pvfhost.tests.api.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(VertxExtension.class)
class JsonEdgeTest {

  private final List<Object> received = new CopyOnWriteArrayList<>();
  private Vertx vertx;

  @BeforeEach
  void registerEdge(Vertx vertx) {
    this.vertx = vertx;
    vertx.eventBus().consumer(PvfAddresses.JSON, new JsonEdge(PvfClient.create(vertx)));
  }

  @Test
  void executeAnswersTheReplyAsJson() throws Exception {
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request ->
        Future.succeededFuture(Messages.valid(request.jobId())));
    JsonObject request = Messages.request().build().toJson().put("op", "execute").put("deadlineMillis", 30_000);
    JsonObject before = request.copy();
    assertEquals(Messages.valid("job-1").toJson(), await(call(request)));
    request.remove("op");
    assertEquals(List.of(ExecuteRequest.fromJson(request)), received);
    before.remove("op");
    assertEquals(before, request);
  }

  @Test
  void prepareAndPrecheckAnswerTheReplyAsJson() throws Exception {
    serve(PvfAddresses.PREPARE, PrepareRequest.class, request -> Future.succeededFuture(Messages.prepared()));
    JsonObject request = new JsonObject().put("code", "base64:AGFzbQEAAAA=");
    assertEquals(Messages.prepared().toJson(), await(call(request.copy().put("op", "prepare"))));
    assertEquals(Messages.prepared().toJson(), await(call(request.copy().put("op", "precheck"))));
    PrepareRequest prepare = PrepareRequest.of(Messages.CODE);
    assertEquals(List.of(prepare, prepare.asPrecheck()), received);
  }

  @Test
  void statusAnswersTheReplyAsJson() throws Exception {
    serve(PvfAddresses.STATUS, StatusRequest.class, request -> Future.succeededFuture(Messages.status()));
    assertEquals(Messages.status().toJson(), await(call(new JsonObject().put("op", "status"))));
  }

  @Test
  void clusterAnswersTheReplyAsJson() throws Exception {
    serve(PvfAddresses.CLUSTER, ClusterRequest.class, request -> Future.succeededFuture(Messages.cluster()));
    assertEquals(Messages.cluster().toJson(), await(call(new JsonObject().put("op", "cluster"))));
    assertRefused(new JsonObject().put("op", "cluster").put("verbose", true), FailureCode.MALFORMED,
        "op cluster takes no further fields");
  }

  @Test
  void anOperationThatIsNoneIsMalformed() {
    String allowed = ", must be one of execute, prepare, precheck, status, cluster";
    assertRefused(new JsonObject(), FailureCode.MALFORMED, "op: null" + allowed);
    assertRefused(new JsonObject().put("op", "Execute"), FailureCode.MALFORMED, "op: Execute" + allowed);
    assertRefused(new JsonObject().put("op", 7), FailureCode.MALFORMED, "op: 7" + allowed);
  }

  @Test
  void badFieldsAreNamed() {
    assertRefused(new JsonObject().put("op", "execute").put("code", "0x00"), FailureCode.MALFORMED,
        "parentHead: missing");
    assertRefused(new JsonObject().put("op", "prepare").put("code", "00"), FailureCode.MALFORMED,
        "code: must be hex starting with 0x, or base64 starting with base64:");
    assertRefused(new JsonObject().put("op", "status").put("verbose", true), FailureCode.MALFORMED,
        "op status takes no further fields");
  }

  @Test
  void failuresOfTheHostKeepTheirCode() {
    serve(PvfAddresses.STATUS, StatusRequest.class, request ->
        Future.failedFuture(new PvfException(FailureCode.OVERLOADED, "queue full")));
    assertRefused(new JsonObject().put("op", "status"), FailureCode.OVERLOADED, "queue full");
    PvfException refusal = Awaits.awaitRefusal(call(Messages.request().build().toJson().put("op", "execute")));
    assertEquals(FailureCode.UNAVAILABLE, refusal.code());
    assertTrue(refusal.getMessage().contains(PvfAddresses.EXECUTE), refusal.getMessage());
  }

  @Test
  void aBodyThatIsNoJsonObjectIsMalformed() {
    PvfException refusal = Awaits.awaitRefusal(request("hello"));
    assertEquals(FailureCode.MALFORMED, refusal.code());
    assertEquals("pvf.v1.json takes a JsonObject, this is a String", refusal.getMessage());
  }

  private <Q, A> void serve(String address, Class<Q> type, Function<Q, Future<A>> service) {
    vertx.eventBus().consumer(address, new RequestHandler<Q, A>(type, request -> {
      received.add(request);
      return service.apply(request);
    }));
  }

  private Future<JsonObject> call(JsonObject request) {
    return request(request).map(answer -> (JsonObject) answer.body());
  }

  private Future<Message<Object>> request(Object body) {
    return vertx.eventBus().request(PvfAddresses.JSON, body)
        .recover(failure -> Future.failedFuture(PvfException.of(failure)));
  }

  private void assertRefused(JsonObject request, FailureCode code, String message) {
    PvfException refusal = Awaits.awaitRefusal(call(request));
    assertEquals(code, refusal.code());
    assertEquals(message, refusal.getMessage());
  }
}

package io.pvfhost.tests.api;

import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.ClusterRequest;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfClientOptions;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.StatusRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import static io.pvfhost.tests.api.Awaits.await;
import static io.pvfhost.tests.api.Awaits.awaitRefusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a client promises against a host made of plain consumers; subclasses decide how messages travel. */
@ExtendWith(VertxExtension.class)
abstract class PvfClientContract {

  private static final PvfClientOptions IMPATIENT = new PvfClientOptions().setDefaultDeadline(Duration.ofMillis(20))
      .setReplyMargin(Duration.ofMillis(1)).setStatusTimeout(Duration.ofMillis(20));

  final List<Object> received = new CopyOnWriteArrayList<>();

  Vertx vertx;
  PvfClient client;

  /** Sets up the way of messages before the first client is made. */
  abstract void prepareBus(Vertx vertx);

  @BeforeEach
  void createClient(Vertx vertx) {
    this.vertx = vertx;
    prepareBus(vertx);
    client = PvfClient.create(vertx);
  }

  @Test
  void anExecutionIsAnsweredWithTheHostsReply() throws Exception {
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request ->
        Future.succeededFuture(Messages.valid(request.jobId())));
    ExecuteRequest request = Messages.request().deadline(Duration.ofSeconds(30)).build();
    assertEquals(Messages.valid("job-1"), await(client.execute(request)));
    assertEquals(List.of(request), received);
  }

  @Test
  void aRequestWithoutDeadlineIsSentWithTheClientsOwn() throws Exception {
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request ->
        Future.succeededFuture(Messages.valid(request.jobId())));
    ExecuteRequest request = Messages.request().build();
    await(client.execute(request));
    assertEquals(List.of(request.toBuilder().deadline(Duration.ofMinutes(2)).build()), received);
  }

  @Test
  void aReplyWithoutVerdictIsNoFailure() throws Exception {
    ExecuteReply none = Messages.without("job-1", new Reason(ReasonCode.WORKER_DIED, "exit 1"));
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request -> Future.succeededFuture(none));
    assertEquals(none, await(client.execute(Messages.request().build())));
  }

  @Test
  void preparationsCarryWhetherTheyArePrechecks() throws Exception {
    serve(PvfAddresses.PREPARE, PrepareRequest.class, request -> Future.succeededFuture(Messages.prepared()));
    PrepareRequest request = PrepareRequest.of(Messages.CODE);
    assertEquals(Messages.prepared(), await(client.prepare(request)));
    assertEquals(Messages.prepared(), await(client.precheck(request)));
    assertEquals(List.of(request, request.asPrecheck()), received);
  }

  @Test
  void statusIsAnswered() throws Exception {
    serve(PvfAddresses.STATUS, StatusRequest.class, request -> Future.succeededFuture(Messages.status()));
    StatusReply status = await(client.status());
    assertEquals(Messages.status(), status);
  }

  @Test
  void theClusterIsAnswered() throws Exception {
    serve(PvfAddresses.CLUSTER, ClusterRequest.class, request -> Future.succeededFuture(Messages.cluster()));
    ClusterReply cluster = await(client.cluster());
    assertEquals(Messages.cluster(), cluster);
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void refusalsOfTheHostKeepCodeAndText(FailureCode code) {
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request ->
        Future.failedFuture(new PvfException(code, "said the host")));
    PvfException refusal = awaitRefusal(client.execute(Messages.request().build()));
    assertEquals(code, refusal.code());
    assertEquals("said the host", refusal.getMessage());
  }

  @Test
  void aMissingHostIsUnavailableByAddress() {
    assertUnavailable(client.execute(Messages.request().build()), PvfAddresses.EXECUTE);
    assertUnavailable(client.prepare(PrepareRequest.of(Messages.CODE)), PvfAddresses.PREPARE);
    assertUnavailable(client.precheck(PrepareRequest.of(Messages.CODE)), PvfAddresses.PREPARE);
    assertUnavailable(client.status(), PvfAddresses.STATUS);
    assertUnavailable(client.cluster(), PvfAddresses.CLUSTER);
  }

  @Test
  void aSilentHostEndsInADeadlineFailure() {
    for (String address : List.of(PvfAddresses.EXECUTE, PvfAddresses.PREPARE, PvfAddresses.STATUS)) {
      vertx.eventBus().consumer(address, message -> received.add(message.body()));
    }
    PvfClient impatient = PvfClient.create(vertx, IMPATIENT);
    PrepareRequest prepare = new PrepareRequest(Messages.CODE, Messages.request().build().executorParams(), false,
        Optional.of(Duration.ofMillis(5)));
    assertEquals("no answer of pvf.v1.execute within 21 ms; the host is lost or stuck",
        assertDeadline(impatient.execute(Messages.request().build())));
    assertEquals("no answer of pvf.v1.prepare within 21 ms; the host is lost or stuck",
        assertDeadline(impatient.prepare(prepare)));
    assertEquals("no answer of pvf.v1.status within 20 ms; the host is lost or stuck",
        assertDeadline(impatient.status()));
    assertEquals(3, received.size());
  }

  @Test
  void aDeadlineBelowAMillisecondStillEnds() {
    vertx.eventBus().consumer(PvfAddresses.EXECUTE, message -> received.add(message.body()));
    PvfClient impatient =
        PvfClient.create(vertx, new PvfClientOptions(IMPATIENT).setReplyMargin(Duration.ofNanos(1)));
    assertDeadline(impatient.execute(Messages.request().deadline(Duration.ofNanos(1)).build()));
  }

  @Test
  void anAnswerOfAnotherTypeIsAHostFault() {
    vertx.eventBus().consumer(PvfAddresses.EXECUTE, message -> message.reply("hello"));
    PvfException fault = awaitRefusal(client.execute(Messages.request().build()));
    assertEquals(FailureCode.HOST_FAULT, fault.code());
    assertTrue(fault.getMessage().startsWith("answer of pvf.v1.execute cannot be read: "), fault.getMessage());
  }

  @Test
  void anOversizedRequestIsRefusedWithoutBeingSent() throws Exception {
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request ->
        Future.succeededFuture(Messages.valid(request.jobId())));
    serve(PvfAddresses.PREPARE, PrepareRequest.class, request -> Future.succeededFuture(Messages.prepared()));
    ValidationCode huge = ValidationCode.of(Bytes.wrap(new byte[PvfLimits.MAX_CODE_BYTES + 1]));
    assertEquals(FailureCode.TOO_LARGE, awaitRefusal(client.execute(Messages.request(huge).build())).code());
    assertEquals(FailureCode.TOO_LARGE, awaitRefusal(client.prepare(PrepareRequest.of(huge))).code());
    // A message sent before this one would have been received before it.
    ExecuteRequest small = Messages.request().deadline(Duration.ofSeconds(30)).build();
    await(client.execute(small));
    assertEquals(List.of(small), received);
  }

  @Test
  void requestsBeyondTheOutstandingLimitAreRefusedUntilOneEnds() throws Exception {
    Promise<ExecuteReply> held = Promise.promise();
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request -> held.future());
    PvfClient narrow = PvfClient.create(vertx, new PvfClientOptions().setMaxOutstanding(1));
    Future<ExecuteReply> first = narrow.execute(Messages.request().build());
    PvfException refusal = awaitRefusal(narrow.execute(Messages.request().build()));
    assertEquals(FailureCode.OVERLOADED, refusal.code());
    assertEquals("requests of this client outstanding: limit 1 reached", refusal.getMessage());
    assertFalse(first.isComplete());
    held.complete(Messages.valid("job-1"));
    await(first);
    assertEquals(Messages.valid("job-1"), await(narrow.execute(Messages.request().build())));
  }

  @Test
  void onAClosedBusARequestFailsInsteadOfThrowing() throws Exception {
    Vertx closed = Vertx.vertx();
    prepareBus(closed);
    PvfClient late = PvfClient.create(closed, new PvfClientOptions().setMaxOutstanding(1));
    await(closed.close());
    FailureCode first = awaitRefusal(late.execute(Messages.request().build())).code();
    assertNotEquals(FailureCode.OVERLOADED, first);
    assertEquals(first, awaitRefusal(late.execute(Messages.request().build())).code());
  }

  <Q, A> void serve(String address, Class<Q> type, Function<Q, Future<A>> service) {
    RequestHandler<Q, A> handler = new RequestHandler<>(type, request -> {
      received.add(request);
      return service.apply(request);
    });
    vertx.eventBus().consumer(address, (Message<Q> message) -> handler.handle(message));
  }

  private static void assertUnavailable(Future<?> future, String address) {
    PvfException refusal = awaitRefusal(future);
    assertEquals(FailureCode.UNAVAILABLE, refusal.code());
    assertEquals("nobody serves " + address + ": no host is deployed here, or it is stopping", refusal.getMessage());
  }

  private static String assertDeadline(Future<?> future) {
    PvfException refusal = awaitRefusal(future);
    assertEquals(FailureCode.DEADLINE, refusal.code());
    return refusal.getMessage();
  }
}

package io.pvfhost.tests.cluster;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.ClusterKeys;
import io.pvfhost.cluster.EventBusPeers;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.HostOperations;
import io.pvfhost.cluster.PeerAddresses;
import io.pvfhost.cluster.PeerBus;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.PoV;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import static io.pvfhost.tests.cluster.Awaits.await;
import static io.pvfhost.tests.cluster.Awaits.awaitRefusal;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two processes on one bus; subclasses decide whether they have keys. */
@ExtendWith(VertxExtension.class)
abstract class EventBusPeersContract {

  static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration IMPATIENT = Duration.ofMillis(30);

  Vertx vertx;
  EventBusPeers a;
  EventBusPeers b;
  private final FakeHost host = new FakeHost();

  abstract Optional<ClusterKeys> keys() throws Exception;

  @BeforeEach
  void createPeers(Vertx vertx) throws Exception {
    this.vertx = vertx;
    a = EventBusPeers.create(vertx, Peers.identity(Peers.A, "host-a"), keys());
    b = EventBusPeers.create(vertx, Peers.identity(Peers.B, "host-b"), keys());
  }

  private <T> T on(Context context, Supplier<Future<T>> action) throws Exception {
    Promise<T> promise = Promise.promise();
    context.runOnContext(v -> action.get().onComplete(promise));
    return await(promise.future());
  }

  /** Everything was counted as it should be: nothing. */
  private void assertNothingRefused() {
    for (PeerBus peer : List.of(a, b)) {
      assertTrue(peer.refused().values().stream().allMatch(count -> count == 0), peer.refused().toString());
    }
  }

  @Test
  void everyOperationReachesThePeerAndItsAnswerTheCaller() throws Exception {
    await(b.serveHost(host));
    assertEquals(Peers.GRANTED, await(a.reserve(Peers.B, Peers.RESERVE, PATIENT)));
    assertEquals(Peers.EXECUTE_ANSWER, await(a.execute(Peers.B, Peers.EXECUTE, PATIENT)));
    a.release(Peers.B, Peers.RELEASE);
    a.cancel(Peers.B, Peers.CANCEL);
    a.alive(Peers.B);
    assertEquals(Peers.STATUS, await(a.status(Peers.B, PATIENT)));
    assertEquals(12_345L, await(a.codeLength(PeerRole.HOST, Peers.B, Peers.CODE, PATIENT)));
    await(a.sendCode(PeerRole.HOST, Peers.B, Peers.TRANSFER, PATIENT));
    assertEquals(List.of(
        new FakeHost.Call("reserve", Peers.A, Peers.RESERVE),
        new FakeHost.Call("execute", Peers.A, Peers.EXECUTE),
        new FakeHost.Call("release", Peers.A, Peers.RELEASE),
        new FakeHost.Call("cancel", Peers.A, Peers.CANCEL),
        new FakeHost.Call("alive", Peers.A, ""),
        new FakeHost.Call("status", Peers.A, ""),
        new FakeHost.Call("codeLength", Peers.A, Peers.CODE),
        new FakeHost.Call("sendCode", Peers.A, Peers.TRANSFER)), host.calls);
    assertNothingRefused();
  }

  @Test
  void toAPeerMessagesGoAsBytes() throws Exception {
    await(b.serveHost(host));
    ReserveAnswer answer = await(a.reserve(Peers.B, Peers.RESERVE, PATIENT));
    assertEquals(Peers.GRANTED, answer);
    assertNotSame(Peers.GRANTED, answer);
    assertNotSame(Peers.RESERVE, host.requests().get(0));
  }

  @Test
  void toTheOwnProcessMessagesGoByReference() throws Exception {
    await(b.serveHost(host));
    assertSame(Peers.GRANTED, await(b.reserve(Peers.B, Peers.RESERVE, PATIENT)));
    assertSame(Peers.EXECUTE_ANSWER, await(b.execute(Peers.B, Peers.EXECUTE, PATIENT)));
    b.release(Peers.B, Peers.RELEASE);
    b.cancel(Peers.B, Peers.CANCEL);
    b.alive(Peers.B);
    StatusReply status = await(b.status(Peers.B, PATIENT));
    assertSame(Peers.STATUS, status);
    await(b.sendCode(PeerRole.HOST, Peers.B, Peers.TRANSFER, PATIENT));
    assertEquals(List.of("reserve", "execute", "release", "cancel", "alive", "status", "sendCode"),
        host.calls.stream().map(FakeHost.Call::op).toList());
    assertSame(Peers.RESERVE, host.requests().get(0));
    assertSame(Peers.EXECUTE, host.requests().get(1));
    assertTrue(host.calls.stream().allMatch(call -> call.from().equals(Peers.B)));
  }

  @Test
  void aRequesterServesItsCodeAndNothingElse() throws Exception {
    await(a.serveRequester(host));
    assertEquals(12_345L, await(b.codeLength(PeerRole.REQUESTER, Peers.A, Peers.CODE, PATIENT)));
    await(b.sendCode(PeerRole.REQUESTER, Peers.A, Peers.TRANSFER, PATIENT));
    awaitRefusal(FailureCode.UNAVAILABLE, b.codeLength(PeerRole.HOST, Peers.A, Peers.CODE, PATIENT));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void refusalsKeepCodeAndText(FailureCode code) throws Exception {
    await(b.serveHost(host));
    host.reserveAnswer = Future.failedFuture(new PvfException(code, "said the host"));
    assertEquals("said the host",
        awaitRefusal(code, a.reserve(Peers.B, Peers.RESERVE, PATIENT)).getMessage());
    assertEquals("said the host",
        awaitRefusal(code, b.reserve(Peers.B, Peers.RESERVE, PATIENT)).getMessage());
    assertNothingRefused();
  }

  @Test
  void aFailureThatIsNoRefusalIsAHostFault() throws Exception {
    await(b.serveHost(new FakeHost() {
      @Override
      public Future<ReserveAnswer> reserve(UUID from, Reserve request) {
        throw new IllegalStateException("thrown");
      }
    }));
    for (PeerBus caller : List.of(a, b)) {
      assertEquals("thrown",
          awaitRefusal(FailureCode.HOST_FAULT, caller.reserve(Peers.B, Peers.RESERVE, PATIENT)).getMessage());
    }
  }

  @Test
  void aRefusalWithALongTextIsCut() throws Exception {
    await(b.serveHost(host));
    host.reserveAnswer = Future.failedFuture(new PvfException(FailureCode.OVERLOADED, "\u20ac".repeat(10_000)));
    PvfException refusal = awaitRefusal(FailureCode.OVERLOADED, a.reserve(Peers.B, Peers.RESERVE, PATIENT));
    assertEquals("\u20ac".repeat(PvfLimits.MAX_MESSAGE_CHARS), refusal.getMessage());
  }

  @Test
  void aNodeThatIsNotThereIsUnavailable() {
    for (UUID node : List.of(Peers.A, Peers.B)) {
      awaitRefusal(FailureCode.UNAVAILABLE, a.reserve(node, Peers.RESERVE, PATIENT));
      awaitRefusal(FailureCode.UNAVAILABLE, a.codeLength(PeerRole.REQUESTER, node, Peers.CODE, PATIENT));
      a.release(node, Peers.RELEASE);
    }
  }

  @Test
  void aNodeThatDoesNotAnswerIsADeadline() throws Exception {
    await(b.serveHost(host));
    host.reserveAnswer = Promise.<ReserveAnswer>promise().future();
    for (PeerBus caller : List.of(a, b)) {
      awaitRefusal(FailureCode.DEADLINE, caller.reserve(Peers.B, Peers.RESERVE, IMPATIENT));
      awaitRefusal(FailureCode.DEADLINE, caller.reserve(Peers.B, Peers.RESERVE, Duration.ZERO));
    }
  }

  @Test
  void callsAreServedAndAnsweredOnTheContextsTheyCameFrom() throws Exception {
    Context serving = vertx.getOrCreateContext();
    Context calling = vertx.getOrCreateContext();
    on(serving, () -> b.serveHost(host));
    List<Thread> threads = new CopyOnWriteArrayList<>();
    Thread servingThread = on(serving, () -> Future.succeededFuture(Thread.currentThread()));
    Thread callingThread = on(calling, () -> Future.succeededFuture(Thread.currentThread()));
    for (PeerBus caller : List.of(a, b)) {
      on(calling, () -> caller.reserve(Peers.B, Peers.RESERVE, PATIENT)
          .onComplete(done -> threads.add(Thread.currentThread())));
    }
    assertEquals(List.of(callingThread, callingThread), threads);
    List<Thread> served = new CopyOnWriteArrayList<>();
    for (Context context : host.contexts) {
      served.add(on(context, () -> Future.succeededFuture(Thread.currentThread())));
    }
    assertEquals(List.of(servingThread, servingThread), served);
  }

  @Test
  void aRoleIsServedOnce() throws Exception {
    PeerBus.Registration first = await(b.serveHost(host));
    HostOperations second = new FakeHost();
    assertTrue(await(b.serveHost(second).map(registered -> "").otherwise(Throwable::getMessage)).contains("already"));
    await(first.end());
    awaitRefusal(FailureCode.UNAVAILABLE, a.status(Peers.B, PATIENT));
    awaitRefusal(FailureCode.UNAVAILABLE, b.status(Peers.B, PATIENT));
    await(b.serveHost(second));
    assertEquals(Peers.STATUS, await(a.status(Peers.B, PATIENT)));
    assertEquals(List.of(), host.calls);
  }

  @Test
  void advertsReachAllListenersOnceEachTheOwnOnesByReference() throws Exception {
    List<Advert> heardByA = new CopyOnWriteArrayList<>();
    List<Advert> heardByB = new CopyOnWriteArrayList<>();
    await(a.listen(heardByA::add));
    await(a.listen(heardByA::add));
    await(b.listen(heardByB::add));
    Advert advert = Peers.advert(a.identity());
    a.publish(advert);
    Advert last = Peers.advert(b.identity());
    b.publish(last);
    await().until(() -> Collections.frequency(heardByA, last) == 2 && heardByB.contains(advert)
        && heardByB.contains(last));
    assertEquals(2, Collections.frequency(heardByA, advert));
    assertEquals(2, heardByB.size());
    assertSame(advert, heardByA.get(heardByA.indexOf(advert)));
    assertNotSame(advert, heardByB.get(heardByB.indexOf(advert)));
    assertNothingRefused();
  }

  @Test
  void aListenerHearsOnItsContextUntilItEnds() throws Exception {
    Context context = vertx.getOrCreateContext();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    PeerBus.Registration listening = on(context, () -> b.listen(advert -> threads.add(Thread.currentThread())));
    List<Advert> still = new CopyOnWriteArrayList<>();
    await(b.listen(still::add));
    a.publish(Peers.advert(a.identity()));
    await().until(() -> threads.size() == 1);
    assertSame(on(context, () -> Future.succeededFuture(Thread.currentThread())), threads.get(0));
    await(listening.end());
    a.publish(Peers.advert(a.identity()));
    b.publish(Peers.advert(b.identity()));
    await().until(() -> still.size() == 3);
    assertEquals(1, threads.size());
  }

  @Test
  void blockDataWithinTheLimitGoesInTheMessageAndAboveItIsRefusedBeforeItIsSent() throws Exception {
    await(b.serveHost(host));
    Execute large = executeWith(3 << 20);
    await(a.execute(Peers.B, large, PATIENT));
    assertEquals(List.of(large), host.requests());
    PvfException refusal =
        awaitRefusal(FailureCode.TOO_LARGE, a.execute(Peers.B, executeWith(4 << 20), PATIENT));
    assertTrue(refusal.getMessage().contains("limit 4194304"), refusal.getMessage());
    assertEquals(1, host.calls.size());
  }

  @Test
  void whatCannotBeWrittenIsMalformedAtTheCaller() {
    Reserve negative = new Reserve(Peers.JOB, 1, Peers.CODE, Duration.ofMillis(-1), Duration.ZERO, 0);
    awaitRefusal(FailureCode.MALFORMED, a.reserve(Peers.B, negative, PATIENT));
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAHostFault() throws Exception {
    await(b.serveHost(host));
    ReserveAnswer.Granted granted = (ReserveAnswer.Granted) Peers.GRANTED;
    host.reserveAnswer = Future.succeededFuture(new ReserveAnswer.Granted(granted.lease(), Duration.ofMillis(-1), true,
        Optional.empty(), granted.capacity()));
    awaitRefusal(FailureCode.HOST_FAULT, a.reserve(Peers.B, Peers.RESERVE, PATIENT));
  }

  @Test
  void aCallThatAnEndingServiceHasNotHandledIsUnavailableAtOnce() throws Exception {
    Context serving = vertx.getOrCreateContext();
    Promise<Future<StatusReply>> called = Promise.promise();
    on(serving, () -> b.serveHost(host).map(registration -> {
      // On the service's own loop, so that the message waits behind the end of the service.
      called.complete(a.status(Peers.B, PATIENT));
      registration.end();
      return registration;
    }));
    awaitRefusal(FailureCode.UNAVAILABLE, await(called.future()));
    assertEquals(List.of(), host.calls);
  }

  @Test
  void directedAddressesCarryTheProcess() {
    assertEquals("pvf.v1.host." + Peers.A, PeerAddresses.of(PeerRole.HOST, Peers.A));
    assertEquals("pvf.v1.requester." + Peers.A, PeerAddresses.of(PeerRole.REQUESTER, Peers.A));
  }

  private static Execute executeWith(int blockBytes) {
    Execute small = Peers.EXECUTE;
    return new Execute(small.job(), small.attempt(), small.lease(), small.ttl(),
        ExecuteRequest.builder(small.request().code(), small.request().pvd(),
            new PoV(Bytes.wrap(new byte[blockBytes]))).jobId("large").build(), Optional.empty());
  }
}

package io.pvfhost.tests.dispatch.core;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.tests.dispatch.core.Rig.Asked;
import io.pvfhost.tests.dispatch.core.Rig.Job;
import io.pvfhost.tests.dispatch.core.Rig.Node;
import io.pvfhost.tests.dispatch.core.Rig.Run;
import io.pvfhost.tests.dispatch.sim.SimJobs;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The way of a job, its bounds, and what follows from an attempt that failed. */
class FlowTest {

  private final Rig rig = new Rig();

  @ParameterizedTest
  @EnumSource(value = ReasonCode.class, names = {"WORKER_DIED", "HOST_FAULT", "SPAWN_FAILED", "CORRUPTED_ARTIFACT"})
  void faultOfAHostIsTriedOnceMoreOnAnother(ReasonCode fault) {
    rig.idle("a", 1);
    rig.idle("b", 1);
    rig.idle("c", 1);
    Job job = rig.job();
    Run first = run();
    first.end(fault);
    Run second = run();
    assertFalse(first.host() == second.host());
    second.end(fault);
    ExecuteReply reply = job.reply();
    assertEquals(fault, reply.reason().code());
    assertEquals(List.of(first.host().name, second.host().name), hosts(reply));
    rig.assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(value = ReasonCode.class, names = {"PREPARATION_FAILED", "PREPARATION_TIMED_OUT", "JOB_DIED",
      "JOB_ERROR", "HARD_TIMEOUT", "MALFORMED", "TOO_LARGE", "INVALID_CANDIDATE", "OK", "JOB_TIMED_OUT"})
  void outcomeThatAnotherHostWouldRepeatIsTheAnswer(ReasonCode outcome) {
    rig.idle("a", 1);
    rig.idle("b", 1);
    Job job = rig.job();
    run().end(outcome);
    assertEquals(outcome, job.reply().reason().code());
    assertEquals(outcome.verdict(), job.reply().verdict());
    rig.assertNothingAsked();
  }

  @ParameterizedTest
  @EnumSource(value = ReasonCode.class, names = {"CANCELLED", "UNAVAILABLE", "LEASE_GONE", "OVERLOADED"})
  void attemptThatSaysNothingOfTheJobIsRepeatedUpToTheBound(ReasonCode reason) {
    for (int i = 0; i < 5; i++) {
      rig.idle("host-" + i, 1);
    }
    Job job = rig.job();
    for (int i = 0; i < 3; i++) {
      job.assertOpen();
      run().end(reason);
    }
    assertEquals(reason, job.reply().reason().code());
    assertEquals(3, Set.copyOf(hosts(job.reply())).size());
    assertEquals(2, rig.dispatcher.stats().totalRedispatched());
    rig.assertNothingLeft();
  }

  @Test
  void codeThatNoHostKnowsIsRefused() {
    rig.idle("a", 1);
    rig.idle("b", 1);
    Job job = rig.job();
    run().refuse(FailureCode.CODE_UNKNOWN);
    run().refuse(FailureCode.CODE_UNKNOWN);
    job.refusal(FailureCode.CODE_UNKNOWN);
    rig.assertNothingLeft();
  }

  @Test
  void leaseThatIsGoneLeadsToAnotherHostAndIsListed() {
    rig.idle("a", 1);
    rig.idle("b", 1);
    Job job = rig.job();
    run().refuse(FailureCode.LEASE_GONE);
    run().end(ReasonCode.OK);
    assertEquals(Verdict.VALID, job.reply().verdict());
    assertEquals(List.of(ReasonCode.LEASE_GONE, ReasonCode.OK),
        job.reply().attempts().stream().map(attempt -> attempt.reason().code()).toList());
  }

  @Test
  void onlyHostIsAskedAgainWhenThereIsNoOther() {
    Node only = rig.idle("a", 1);
    Job job = rig.job();
    run().end(ReasonCode.WORKER_DIED);
    Run again = run();
    assertEquals(only, again.host());
    again.end(ReasonCode.OK);
    job.assertValidFrom(only);
  }

  private Run run() {
    rig.asked.remove(0).grant(0);
    rig.asked.clear();
    return rig.onlyRun();
  }

  private static List<String> hosts(ExecuteReply reply) {
    return reply.attempts().stream().map(Attempt::host).toList();
  }

  @Test
  void answerForAnotherJobIsAFaultOfTheHost() {
    rig.idle("a", 1);
    rig.idle("b", 1);
    Job job = rig.job();
    Run liar = run();
    liar.answer().complete(new ExecuteAnswer(liar.reply("another", ReasonCode.OK), liar.host().capacity(1, 0)));
    job.assertOpen();
    run().end(ReasonCode.OK);
    assertEquals(ReasonCode.HOST_FAULT, job.reply().attempts().get(0).reason().code());
  }

  @Test
  void callThatThrowsIsACallThatFailed() {
    rig.throwing(true);
    Node host = rig.idle("a", 1);
    Job job = rig.job();
    job.assertOpen();
    rig.throwing(false);
    host.says(1, 0);
    run().end(ReasonCode.OK);
    job.assertValidFrom(host);
  }

  @Test
  void hostThatKeepsRefusingEndsTheJobWithItsReason() {
    Node host = rig.idle("a", 1);
    Job job = rig.job();
    for (int i = 0; i < 100 && !rig.asked.isEmpty(); i++) {
      rig.onlyAsked().refuse(FailureCode.UNAVAILABLE);
      host.says(1, 0);
    }
    assertTrue(job.refusal(FailureCode.UNAVAILABLE).getMessage().contains("refused by a"));
    rig.assertNothingLeft();
  }

  @Test
  void withoutHostsAJobWaitsAWhileAndIsRefused() {
    Job job = rig.job();
    rig.pass(Duration.ofMillis(2900));
    job.assertOpen();
    rig.pass(Duration.ofMillis(500));
    assertTrue(job.refusal(FailureCode.UNAVAILABLE).getMessage().contains("no host"));
    rig.job().refusal(FailureCode.UNAVAILABLE);
  }

  @Test
  void hostThatComesInTimeGetsTheJobsThatWaitInOrder() {
    List<Job> jobs = List.of(rig.job(), rig.job());
    rig.pass(Duration.ofMillis(1000));
    Node host = rig.idle("a", 1);
    List<Asked> probes = rig.allAsked(2);
    assertFalse(probes.get(0).isParked());
    assertTrue(probes.get(1).isParked());
    probes.get(0).grant(0);
    rig.onlyRun().end(ReasonCode.OK);
    jobs.get(0).assertValidFrom(host);
    jobs.get(1).assertOpen();
  }

  @Test
  void afterTheLossOfTheLastHostTheAnswerSaysWhatWasTried() {
    Node host = rig.idle("a", 1);
    Job job = rig.job();
    run();
    rig.dispatcher.left(host.identity.id());
    rig.pass(Duration.ofSeconds(4));
    assertEquals(ReasonCode.HOST_LOST, job.reply().reason().code());
    assertEquals(List.of("a"), hosts(job.reply()));
  }

  @Test
  void jobsBeyondTheParkedProbesWaitHereInOrder() {
    Rig narrow = new Rig(options -> options.setMaxParked(3));
    narrow.taken("a", 1);
    narrow.taken("b", 1);
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      jobs.add(narrow.job());
    }
    List<Asked> probes = narrow.allAsked(3);
    assertEquals(2, narrow.dispatcher.stats().waiting());
    // The end of the first frees its probes for the next in line.
    probes.get(0).grant(0);
    Run run = narrow.onlyRun();
    List<Asked> next = narrow.allAsked(2);
    assertEquals(next.get(0).reserve().job(), next.get(1).reserve().job());
    assertEquals(1, narrow.dispatcher.stats().waiting());
    // Its worker is for the last one, which waits nowhere else.
    run.end(ReasonCode.OK);
    jobs.get(0).reply();
    assertFalse(narrow.onlyAsked().isParked());
    assertEquals(0, narrow.dispatcher.stats().waiting());
  }

  @Test
  void jobsAndTheirBytesAreBounded() {
    Rig narrow = new Rig(options -> options.setMaxOutstanding(2).setMaxBytes(1000));
    narrow.taken("a", 1);
    Job first = narrow.job(SimJobs.job(1, 600, Rig.DEADLINE).build());
    PvfException tooMuch = narrow.job(SimJobs.job(1, 401, Rig.DEADLINE).build()).refusal(FailureCode.OVERLOADED);
    assertTrue(tooMuch.getMessage().contains("1000"), tooMuch::getMessage);
    narrow.job(SimJobs.job(1, 400, Rig.DEADLINE).build()).assertOpen();
    narrow.job(SimJobs.job(1, 0, Rig.DEADLINE).build()).refusal(FailureCode.OVERLOADED);
    assertEquals(1000, narrow.dispatcher.stats().bytes());
    narrow.allAsked(2).get(0).grant(0);
    narrow.onlyRun().end(ReasonCode.OK);
    first.reply();
    assertEquals(400, narrow.dispatcher.stats().bytes());
    narrow.job(SimJobs.job(1, 600, Rig.DEADLINE).build()).assertOpen();
  }

  @Test
  void jobBoundToAHostGoesNowhereElse() {
    rig.idle("a", 8);
    rig.node("b", 1).says(0, 3);
    rig.job(SimJobs.job(1, 1, Rig.DEADLINE).host("b").build());
    Asked asked = rig.onlyAsked();
    assertEquals("b", asked.host().name);
    assertTrue(asked.isParked());
  }

  @Test
  void jobBoundToAHostThatIsNotThereIsRefusedWithItsName() {
    Node host = rig.idle("a", 1);
    rig.pass(Duration.ofSeconds(4), host);
    Job job = rig.job(SimJobs.job(1, 1, Rig.DEADLINE).host("b").build());
    assertTrue(job.refusal(FailureCode.UNAVAILABLE).getMessage().contains("b"));
    // Nor does it wait for its turn before other jobs.
    rig.job();
    assertEquals(host, rig.onlyAsked().host());
  }

  @Test
  void povAboveTheLimitIsInvalidWithoutAHost() {
    ExecuteRequest request = ExecuteRequest.builder(SimJobs.code(1),
        new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, 10), new PoV(Bytes.wrap(new byte[100]))).build();
    ExecuteReply reply = rig.job(request).reply();
    assertEquals(Verdict.INVALID, reply.verdict());
    assertEquals(ReasonCode.PARAMS_TOO_LARGE, reply.reason().code());
    rig.assertNothingAsked();
  }

  private static ExecuteRequest withCode(int codeBytes, int blockBytes) {
    return ExecuteRequest.builder(ValidationCode.of(Bytes.wrap(new byte[codeBytes])),
        new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, 64 << 20), new PoV(Bytes.wrap(new byte[blockBytes])))
        .deadline(Rig.DEADLINE).host("a").build();
  }

  @Test
  void smallCodeGoesAlongToAHostThatLacksIt() {
    rig.idle("a", 1);
    rig.job(withCode(1000, 1000));
    rig.onlyAsked().grant(0);
    ExecuteRequest sent = rig.onlyRun().execute().request();
    assertTrue(sent.code().blob().isPresent());
    assertEquals(1000, sent.pov().blockData().length());
  }

  @Test
  void codeThatTheHostHasIsNotSent() {
    rig.idle("a", 1);
    rig.job(withCode(1000, 1000));
    rig.onlyAsked().grant(0, true, Optional.empty());
    assertTrue(rig.onlyRun().execute().request().code().blob().isEmpty());
  }

  @Test
  void largeCodeIsFetchedByTheHostWhileTheJobLives() {
    Node host = rig.idle("a", 1);
    ExecuteRequest request = withCode(300_000, 1000);
    Job job = rig.job(request);
    rig.onlyAsked().grant(0);
    Run run = rig.onlyRun();
    assertTrue(run.execute().request().code().blob().isEmpty());
    assertEquals(request.code().blob(), rig.dispatcher.code(request.code().hash()));
    run.end(ReasonCode.OK);
    job.assertValidFrom(host);
    assertEquals(Optional.empty(), rig.dispatcher.code(request.code().hash()));
    rig.assertNothingLeft();
  }

  @Test
  void largeBlockDataIsStreamedBeforeTheJobIsSent() {
    rig.idle("a", 1);
    ExecuteRequest request = withCode(1000, 300_000);
    rig.job(request);
    Asked asked = rig.onlyAsked();
    assertEquals(300_000, asked.reserve().streamBytes());
    asked.grant(0, false, Optional.of(Rig.TICKET));
    assertEquals(List.of(), rig.runs);
    assertSame(request.pov().blockData(), rig.streams.get(0).data());
    Hash hash = Hash.blake2b256(new byte[] {1});
    rig.streams.get(0).sent().complete(hash);
    Run run = rig.onlyRun();
    assertEquals(0, run.execute().request().pov().blockData().length());
    assertEquals(300_000, run.execute().streamed().orElseThrow().length());
    assertEquals(hash, run.execute().streamed().orElseThrow().sha256());
    assertTrue(run.execute().request().code().blob().isPresent());
  }

  @Test
  void ownHostGetsTheVeryCodeAndBlockData() {
    rig.idle("own", 1);
    ExecuteRequest request = SimJobs.job(1, 300_000, Rig.DEADLINE).build();
    rig.job(request);
    Asked asked = rig.onlyAsked();
    assertEquals(0, asked.reserve().streamBytes());
    asked.grant(0);
    ExecuteRequest run = rig.onlyRun().execute().request();
    assertSame(request.code(), run.code());
    assertSame(request.pov(), run.pov());
  }

  @Test
  void grantWithoutATicketIsAFaultOfTheHost() {
    rig.idle("a", 1);
    Node other = rig.idle("own", 1);
    other.says(0, 0);
    Job job = rig.job(SimJobs.job(1, 300_000, Rig.DEADLINE).build());
    rig.onlyAsked().grant(0);
    Asked again = rig.onlyAsked();
    assertEquals(other, again.host());
    again.grant(0);
    rig.onlyRun().end(ReasonCode.OK);
    assertEquals(ReasonCode.HOST_FAULT, job.reply().attempts().get(0).reason().code());
  }

  @Test
  void streamThatBreaksGivesTheWorkerBackAndLeadsElsewhere() {
    Node first = rig.idle("a", 1);
    Job job = rig.job(SimJobs.job(1, 300_000, Rig.DEADLINE).build());
    rig.onlyAsked().grant(0, false, Optional.of(Rig.TICKET));
    Node second = rig.idle("b", 1);
    rig.streams.remove(0).sent().fail(new PvfException(FailureCode.UNAVAILABLE, "reset"));
    assertEquals(List.of(first.identity.id()), rig.cancelledAt);
    Asked again = rig.onlyAsked();
    assertEquals(second, again.host());
    again.grant(0, false, Optional.of(Rig.TICKET));
    rig.streams.remove(0).sent().complete(Hash.ZERO);
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(second);
    rig.assertNothingLeft();
  }

  @Test
  void hostWithSomethingOfOursIsToldThatWeLive() {
    Node host = rig.idle("a", 1);
    rig.pass(Duration.ofMillis(900), host);
    assertEquals(List.of(), rig.aliveTo);
    host.says(1, 0);
    Job job = rig.job();
    Run run = run();
    rig.pass(Duration.ofMillis(2000), host);
    assertEquals(4, rig.aliveTo.size());
    run.end(ReasonCode.OK);
    job.reply();
    rig.assertNothingLeft();
  }

  @Test
  void drainingTakesNoMoreJobsAndEndsWithTheLastOne() {
    rig.idle("a", 1);
    Job job = rig.job();
    Run run = run();
    Future<Void> quiet = rig.dispatcher.drain();
    rig.job().refusal(FailureCode.UNAVAILABLE);
    assertFalse(quiet.isComplete());
    run.end(ReasonCode.OK);
    job.reply();
    assertTrue(quiet.succeeded());
  }

  @Test
  void closingWithdrawsWhatIsLeft() {
    Node host = rig.idle("a", 1);
    Job running = rig.job();
    run();
    Job parked = rig.job();
    rig.dispatcher.close();
    running.refusal(FailureCode.UNAVAILABLE);
    parked.refusal(FailureCode.UNAVAILABLE);
    assertEquals(List.of(host.identity.id()), rig.cancelledAt);
    assertEquals(List.of(host.identity.id()), rig.releasedAt);
    rig.assertNothingLeft();
  }
}

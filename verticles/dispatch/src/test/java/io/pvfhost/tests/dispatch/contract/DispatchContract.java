package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.tests.dispatch.contract.Peer.Held;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.pvfhost.tests.dispatch.contract.Awaits.await;
import static io.pvfhost.tests.dispatch.contract.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a client of a {@code DispatchVerticle} may rely on, with real hosts, real workers, and whatever a
 * {@link Setting} puts between them. After every test each job must have had exactly one answer, and nothing may be
 * left of it.
 *
 * <p>A host is made busy by another requester that holds its worker and does nothing with it, so that no test depends
 * on how long a job takes.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DispatchContract {

  private static final int JOBS = 6;
  private static final int INLINE_BYTES = 256 << 10;

  @TempDir
  private static Path dir;
  private Rig rig;

  /** What lies between the nodes. */
  abstract Setting setting() throws Exception;

  @BeforeAll
  void start() throws Exception {
    rig = new Rig(setting(), dir);
  }

  @AfterAll
  void stop() throws Exception {
    for (Setting.Node node : List.of(rig.alpha, rig.beta.node, rig.gamma.node)) {
      Map<String, Long> refused = node.cluster().bus().refused();
      assertTrue(refused.values().stream().allMatch(count -> count == 0), () -> node.name() + ": " + refused);
    }
    rig.close();
  }

  @AfterEach
  void everyJobHasOneAnswerAndNothingIsLeft() throws Exception {
    rig.awaitAndCheckQuiet();
  }

  private static void assertRanOnceOn(Set<String> hosts, ExecuteReply reply) {
    assertEquals(1, reply.attempts().size(), reply::toString);
    assertTrue(hosts.containsAll(Jobs.hosts(reply)), reply::toString);
    assertEquals(1, reply.attempts().get(0).number());
    assertEquals(reply.worker(), reply.attempts().get(0).worker());
    assertEquals(reply.reason(), reply.attempts().get(0).reason());
  }

  @Test
  void aValidCandidateIsAnsweredWithItsHeadTheHostAndTheWorker() throws Exception {
    ExecuteRequest request = Jobs.adder().build();
    ExecuteReply reply = Awaits.get(rig.client.execute(request));
    Jobs.assertAdded(reply);
    assertEquals(request.jobId(), reply.jobId());
    assertEquals(request.code().hash(), reply.codeHash());
    assertRanOnceOn(Set.of("beta", "gamma"), reply);
    assertTrue(Worker.of(reply).isAlive());
  }

  @ParameterizedTest
  @ValueSource(strings = {"beta", "gamma"})
  void aJobThatNamesItsHostRunsThere(String host) throws Exception {
    ExecuteReply reply = rig.run(Jobs.adder().host(host));
    Jobs.assertAdded(reply);
    assertRanOnceOn(Set.of(host), reply);
  }

  @Test
  void aBlockThatBreaksTheRulesIsInvalid() throws Exception {
    ExecuteReply reply = rig.run(Jobs.wrongAdder());
    assertOutcome(ReasonCode.INVALID_CANDIDATE, reply);
    assertRanOnceOn(Set.of("beta", "gamma"), reply);
  }

  @ParameterizedTest
  @EnumSource(names = {"TRAP", "GARBAGE_RESULT"})
  void codeThatTrapsOrReturnsGarbageIsInvalid(Sample sample) throws Exception {
    ExecuteReply reply = rig.run(Jobs.of(sample, Bytes.EMPTY));
    assertOutcome(ReasonCode.INVALID_CANDIDATE, reply);
    assertRanOnceOn(Set.of("beta", "gamma"), reply);
  }

  @Test
  void codeThatSpendsItsCpuBudgetIsInvalid() {
    // On a machine so busy that the wall-clock limit strikes first, there is no verdict, and the job is run again.
    ExecuteReply reply = await("a spent budget").atMost(Duration.ofSeconds(60)).until(
        () -> rig.run(Jobs.endless().executionTimeout(Duration.ofMillis(200))),
        answer -> answer.reason().code() != ReasonCode.HARD_TIMEOUT);
    assertOutcome(ReasonCode.JOB_TIMED_OUT, reply);
    assertRanOnceOn(Set.of("beta", "gamma"), reply);
  }

  @Test
  void aWorkerThatStandsStillProvesNothingAboutItsJob() throws Exception {
    Worker worker = Worker.of(rig.run(Jobs.adder().host("beta")));
    worker.stop();
    ExecuteReply reply = rig.run(Jobs.adder().host("beta").executionTimeout(Duration.ofMillis(100)));
    assertOutcome(ReasonCode.HARD_TIMEOUT, reply);
    assertEquals(Verdict.NONE, reply.verdict());
    assertRanOnceOn(Set.of("beta"), reply);
    assertFalse(reply.attempts().get(0).evidence().isEmpty(), reply::toString);
    assertFalse(worker.isAlive());
  }

  @Test
  void aJobWhoseWorkerIsKilledIsRunOnceMoreOnAnotherHost() throws Exception {
    Worker worker = Worker.of(rig.run(Jobs.adder().host("beta")));
    Held held = rig.peer.hold(rig.gamma.node);
    worker.stop();
    rig.awaitIdle("beta");
    Future<ExecuteReply> answer = rig.send(Jobs.adder());
    await("a job on beta").until(() -> rig.status(rig.beta).executeWorkers().busy() == 1);
    held.release();
    rig.awaitIdle("gamma");
    worker.kill();
    ExecuteReply reply = Awaits.get(answer);
    Jobs.assertAdded(reply);
    assertEquals(List.of("beta", "gamma"), Jobs.hosts(reply));
    assertEquals(Verdict.NONE, reply.attempts().get(0).reason().code().verdict());
    assertEquals(List.of(1, 2), reply.attempts().stream().map(attempt -> attempt.number()).toList());
  }

  @Test
  void aJobThatLosesAWorkerOnTwoHostsEndsWithoutAVerdictAndWithTheEvidence() throws Exception {
    Future<ExecuteReply> answer = rig.send(Jobs.endless());
    Worker first = Worker.awaitOneWithJob(null);
    first.kill();
    Worker second = Worker.awaitOneWithJob(first);
    second.kill();
    ExecuteReply reply = Awaits.get(answer);
    assertOutcome(ReasonCode.WORKER_DIED, reply);
    assertEquals(Set.of("beta", "gamma"), Set.copyOf(Jobs.hosts(reply)));
    assertEquals(2, reply.attempts().size(), reply::toString);
    reply.attempts().forEach(attempt ->
        assertTrue(attempt.evidence().toString().contains("signal 9"), attempt::toString));
  }

  @Test
  void codeThatTheHostLacksComesFromTheRequesterAndIsKept() throws Exception {
    long pulled = rig.beta.count("code_pulled");
    ValidationCode code = ValidationCode.of(Jobs.newAdder(300 << 10));
    ValidationCode hash = ValidationCode.ofHash(code.hash());
    assertTrue(code.blob().orElseThrow().length() > INLINE_BYTES);
    Awaits.refusal(FailureCode.CODE_UNKNOWN, rig.send(Jobs.adder(hash).host("beta")));
    Jobs.assertAdded(rig.run(Jobs.adder(code).host("beta")));
    assertEquals(pulled + 1, rig.beta.count("code_pulled"));
    Jobs.assertAdded(rig.run(Jobs.adder(code).host("beta")));
    Jobs.assertAdded(rig.run(Jobs.adder(hash).host("beta")));
    assertEquals(pulled + 1, rig.beta.count("code_pulled"));
  }

  @Test
  void smallCodeThatTheHostLacksComesWithTheJob() throws Exception {
    long pulled = rig.beta.count("code_pulled");
    ExecuteReply reply = rig.run(Jobs.adder(ValidationCode.of(Jobs.newAdder(0))).host("beta"));
    Jobs.assertAdded(reply);
    assertEquals(pulled, rig.beta.count("code_pulled"));
  }

  @Test
  void codeThatNobodyHasIsUnknown() {
    ExecuteRequest.Builder request = Jobs.adder(ValidationCode.ofHash(Hash.blake2b256(Jobs.newAdder(0))));
    assertTrue(Awaits.refusal(FailureCode.CODE_UNKNOWN, rig.send(request)).getMessage().contains("code"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, INLINE_BYTES, INLINE_BYTES + 1, 5 << 20})
  void blockDataArrivesWhateverItsSizeAndIsStreamedAboveALimit(int bytes) throws Exception {
    long streams = rig.stats().streams();
    ExecuteRequest request = Jobs.hasher(bytes).build();
    ExecuteReply reply = Awaits.get(rig.client.execute(request));
    Jobs.assertHashed(request, reply);
    assertRanOnceOn(Set.of("beta", "gamma"), reply);
    assertEquals(bytes > INLINE_BYTES ? 1 : 0, rig.stats().streams() - streams);
  }

  /** Parked at the hosts all of them; or one, and the others wait in the requester. */
  @ParameterizedTest
  @ValueSource(ints = {JOBS, 1})
  void jobsForBusyHostsAreAnsweredInTheirOrder(int parkedJobs) throws Exception {
    rig.dispatch(options -> options.setMaxParked(2 * parkedJobs));
    Held beta = rig.peer.hold(rig.beta.node);
    rig.peer.hold(rig.gamma.node);
    // A job that tries a host first which has been idle so far may be overtaken by one that does not.
    rig.awaitIdle();
    List<Integer> answered = Collections.synchronizedList(new ArrayList<>());
    List<Future<ExecuteReply>> answers = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      int number = i;
      answers.add(rig.send(Jobs.adder()).onSuccess(reply -> answered.add(number)));
    }
    await("jobs that wait at hosts, and others").until(() -> rig.stats().probesParked() == 2L * parkedJobs
        && rig.stats().waiting() == JOBS - parkedJobs);
    assertEquals(List.of(), answered);
    beta.release();
    for (Future<ExecuteReply> answer : answers) {
      ExecuteReply reply = Awaits.get(answer);
      Jobs.assertAdded(reply);
      assertRanOnceOn(Set.of("beta"), reply);
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5), answered);
    assertEquals(JOBS, rig.stats().executes());
  }

  @Test
  void aHostParksSoManyProbesOfOneRequesterAndStillServesOthers() throws Exception {
    Held held = rig.peer.hold(rig.beta.node);
    List<Held> parked = new ArrayList<>();
    for (int i = 0; i < ContractHost.MAX_PARKED_PER_REQUESTER; i++) {
      parked.add(rig.peer.reserve(rig.beta.node));
    }
    Awaits.refusal(FailureCode.OVERLOADED, rig.peer.reserve(rig.beta.node).answer);
    Future<ExecuteReply> answer = rig.send(Jobs.adder().host("beta"));
    await("jobs that wait at hosts").until(() -> rig.stats().probesParked() == 1);
    held.release();
    for (Held next : parked) {
      next.awaitGrant();
      assertFalse(answer.isComplete(), "those that came first have the worker first");
      next.release();
    }
    assertRanOnceOn(Set.of("beta"), Awaits.get(answer));
  }

  @Test
  void aJobThatFindsNoWorkerInItsTimeEndsWithoutOne() throws Exception {
    Held beta = rig.peer.hold(rig.beta.node);
    Held gamma = rig.peer.hold(rig.gamma.node);
    long executes = rig.stats().executes();
    Awaits.refusal(FailureCode.DEADLINE, rig.send(Jobs.adder().deadline(Duration.ofMillis(200))));
    assertEquals(executes, rig.stats().executes());
    beta.release();
    gamma.release();
  }

  @Test
  void aJobThatRunsBeyondItsTimeIsWithdrawnAndItsWorkerKilled() throws Exception {
    Worker worker = Worker.of(rig.run(Jobs.adder().host("beta")));
    long withdrawn = rig.beta.count("withdrawn");
    worker.stop();
    ExecuteReply reply = rig.run(Jobs.adder().host("beta").deadline(Duration.ofSeconds(2)));
    assertOutcome(ReasonCode.DEADLINE, reply);
    assertEquals(List.of("beta"), Jobs.hosts(reply));
    await("the end of the worker").until(() -> !worker.isAlive());
    assertEquals(withdrawn + 1, rig.beta.count("withdrawn"));
  }

  @Test
  void jobsBeyondTheBoundAreRefusedAndTheOthersAnswered() throws Exception {
    rig.dispatch(options -> options.setMaxOutstanding(2));
    Held beta = rig.peer.hold(rig.beta.node);
    Held gamma = rig.peer.hold(rig.gamma.node);
    Future<ExecuteReply> first = rig.send(Jobs.adder());
    Future<ExecuteReply> second = rig.send(Jobs.adder());
    Awaits.refusal(FailureCode.OVERLOADED, rig.send(Jobs.adder()));
    beta.release();
    gamma.release();
    Jobs.assertAdded(Awaits.get(first));
    Jobs.assertAdded(Awaits.get(second));
    Jobs.assertAdded(rig.run(Jobs.adder()));
  }

  @Test
  void bytesBeyondTheBoundAreRefusedAndTheOthersAnswered() throws Exception {
    rig.dispatch(options -> options.setMaxBytes(1 << 20).setMaxParked(1));
    Held beta = rig.peer.hold(rig.beta.node);
    Held gamma = rig.peer.hold(rig.gamma.node);
    ExecuteRequest large = Jobs.hasher(600 << 10).build();
    Future<ExecuteReply> first = rig.client.execute(large);
    Awaits.refusal(FailureCode.OVERLOADED, rig.send(Jobs.hasher(600 << 10)));
    Future<ExecuteReply> small = rig.send(Jobs.adder());
    await("jobs that wait in the requester").until(() -> rig.stats().waiting() == 1 && rig.stats().probesParked() == 1);
    beta.release();
    gamma.release();
    Jobs.assertHashed(large, Awaits.get(first));
    Jobs.assertAdded(Awaits.get(small));
  }

  @Test
  void requestsThatCannotBeAreRefusedOrJudgedWithoutAHost() throws Exception {
    long executes = rig.stats().executes();
    ApiCodecs.register(rig.alpha.vertx());
    Awaits.refusal(FailureCode.MALFORMED, rig.alpha.vertx().eventBus().request(PvfAddresses.EXECUTE, "a job"));
    Bytes head = Bytes.wrap(new byte[PvfLimits.MAX_HEAD_BYTES + 1]);
    Awaits.refusal(FailureCode.TOO_LARGE, rig.send(ExecuteRequest.builder(ValidationCode.of(Sample.ADDER.code()),
        new PersistedValidationData(head, 1, Hash.ZERO, Jobs.MAX_POV), new PoV(Bytes.EMPTY))));
    Awaits.refusal(FailureCode.MALFORMED,
        rig.send(Jobs.adder().descriptorVersion(CandidateDescriptorVersion.V3)));
    assertOutcome(ReasonCode.PARAMS_TOO_LARGE, rig.run(Jobs.hasher((int) Jobs.MAX_POV)));
    assertEquals(executes, rig.stats().executes());
  }

  @Test
  void aHostThatIsNotThereIsSaidSo() throws Exception {
    rig.dispatch(options -> options.setHostPatience(100));
    assertTrue(Awaits.refusal(FailureCode.UNAVAILABLE, rig.send(Jobs.adder().host("delta"))).getMessage()
        .contains("delta"));
  }

  @Test
  void aHostThatStopsEndsItsJobsAndWhileNoneIsThereJobsWaitForOneToCome() throws Exception {
    Worker worker = Worker.of(rig.run(Jobs.adder().host("beta")));
    worker.stop();
    Future<ExecuteReply> running = rig.send(Jobs.adder().host("beta"));
    await("a job on beta").until(() -> rig.status(rig.beta).executeWorkers().busy() == 1);
    Future<Void> betaStopped = rig.beta.stop();
    await("beta to be known to stop").until(() -> Awaits.get(rig.client.cluster()).hosts().stream()
        .anyMatch(host -> host.name().equals("beta") && !host.state().equals("alive")));
    assertRanOnceOn(Set.of("gamma"), rig.run(Jobs.adder()));
    worker.resume();
    ExecuteReply reply = Awaits.get(running);
    Jobs.assertAdded(reply);
    assertRanOnceOn(Set.of("beta"), reply);
    Awaits.get(betaStopped);
    Awaits.get(rig.gamma.stop());
    rig.dispatchWithoutHosts(options -> options.setHostPatience(100));
    Awaits.refusal(FailureCode.UNAVAILABLE, rig.send(Jobs.adder()));
    rig.dispatchWithoutHosts(options -> options.setHostPatience(60_000));
    Future<ExecuteReply> patient = rig.send(Jobs.adder());
    await("jobs that wait in the requester").until(() -> rig.stats().waiting() == 1);
    rig.beta.start();
    assertRanOnceOn(Set.of("beta"), Awaits.get(patient));
    rig.gamma.start();
  }

  @Test
  void aDispatcherThatStopsLetsItsJobsEndAndTakesNoMore() throws Exception {
    Held beta = rig.peer.hold(rig.beta.node);
    Held gamma = rig.peer.hold(rig.gamma.node);
    Future<ExecuteReply> outstanding = rig.send(Jobs.adder());
    await("jobs that wait at hosts").until(() -> rig.stats().probesParked() == 2);
    Future<Void> stopped = rig.stopDispatch();
    // It is told on another thread, and may take jobs until then.
    await("refusals").until(() -> Awaits.failure(rig.send(Jobs.adder().deadline(Duration.ofMillis(50)))).code()
        == FailureCode.UNAVAILABLE);
    assertFalse(stopped.isComplete(), "a job is outstanding");
    beta.release();
    gamma.release();
    Jobs.assertAdded(Awaits.get(outstanding));
    Awaits.get(stopped);
  }

  @Test
  void aDispatcherWithoutGraceWithdrawsItsJobsAndTheirWorkersAreKilled() throws Exception {
    rig.dispatch(options -> options.setGraceTime(0));
    Future<ExecuteReply> outstanding = rig.send(Jobs.endless());
    Worker worker = Worker.awaitOneWithJob(null);
    Awaits.get(rig.stopDispatch());
    Awaits.refusal(FailureCode.UNAVAILABLE, outstanding);
    await("the end of the worker").until(() -> !worker.isAlive());
  }
}

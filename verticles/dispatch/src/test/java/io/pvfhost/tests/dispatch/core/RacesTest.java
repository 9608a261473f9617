package io.pvfhost.tests.dispatch.core;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.scale.Hash;
import io.pvfhost.tests.dispatch.core.Rig.Asked;
import io.pvfhost.tests.dispatch.core.Rig.Job;
import io.pvfhost.tests.dispatch.core.Rig.Node;
import io.pvfhost.tests.dispatch.core.Rig.Run;
import io.pvfhost.tests.dispatch.core.Rig.Sending;
import io.pvfhost.tests.dispatch.sim.SimJobs;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Messages that cross each other, come late, come twice, or from hosts that are believed dead. */
class RacesTest {

  private static final Duration SILENCE = Duration.ofMillis(1900);

  private final Rig rig = new Rig();

  @Test
  void firstGrantWinsAndTheOtherProbeIsWithdrawn() {
    rig.taken("a", 1);
    rig.taken("b", 1);
    Job job = rig.job();
    List<Asked> probes = rig.allAsked(2);
    assertTrue(probes.stream().allMatch(Asked::isParked));
    probes.get(0).grant(0);
    assertEquals(List.of(probes.get(1).host().identity.id()), rig.releasedAt);
    Run run = rig.onlyRun();
    assertEquals(probes.get(0).host(), run.host());
    probes.get(1).refuse(FailureCode.CANCELLED);
    run.end(ReasonCode.OK);
    job.assertValidFrom(run.host());
    assertEquals(List.of(), rig.cancelledAt);
    rig.assertNothingLeft();
  }

  @Test
  void grantThatCrossesItsWithdrawalIsGivenBack() {
    rig.taken("a", 1);
    rig.taken("b", 1);
    Job job = rig.job();
    List<Asked> probes = rig.allAsked(2);
    probes.get(0).grant(0);
    probes.get(1).grant(0);
    assertEquals(1, rig.dispatcher.stats().doubleGrants());
    assertEquals(2, rig.releasedAt.stream().filter(probes.get(1).host().identity.id()::equals).count());
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(probes.get(0).host());
    rig.assertNothingLeft();
  }

  @Test
  void grantAfterTheDeadlineIsGivenBack() {
    Node host = rig.taken("a", 1);
    Job job = rig.job();
    Asked probe = rig.onlyAsked();
    rig.pass(Rig.DEADLINE.minusMillis(100), host);
    job.assertOpen();
    rig.pass(Duration.ofMillis(100), host);
    job.refusal(FailureCode.DEADLINE);
    int released = rig.releases.size();
    probe.grant(0);
    assertEquals(released + 1, rig.releases.size());
    assertEquals(List.of(), rig.runs);
    rig.assertNothingLeft();
  }

  @Test
  void grantOfAHostThatWasGivenUpIsGivenBack() {
    Node lost = rig.taken("a", 1);
    Job job = rig.job();
    Asked probe = rig.onlyAsked();
    rig.pass(SILENCE);
    probe.grant(0);
    assertEquals(List.of(), rig.runs);
    assertEquals(lost.identity.id(), rig.releasedAt.get(rig.releasedAt.size() - 1));
    job.assertOpen();
    assertNotEquals(probe.reserve().attempt(), rig.onlyAsked().reserve().attempt(),
        "a late word about the first reservation must not touch the second one");
  }

  @Test
  void answerOfAHostThatWasGivenUpCountsWhenItIsTheFirst() {
    Node first = rig.idle("a", 1);
    Job job = rig.job();
    rig.onlyAsked().grant(0);
    Run lost = rig.onlyRun();
    Node second = rig.node("b", 1);
    rig.pass(SILENCE);
    second.says(1, 0);
    rig.onlyAsked().grant(0);
    Run again = rig.onlyRun();
    assertEquals(second, again.host());
    lost.end(ReasonCode.OK);
    job.assertValidFrom(first);
    assertEquals(List.of(second.identity.id()), rig.cancelledAt);
    ExecuteReply reply = job.reply();
    again.end(ReasonCode.INVALID_CANDIDATE);
    assertEquals(reply, job.reply());
    rig.assertNothingLeft();
  }

  @Test
  void answerAfterTheOneThatCountsIsDropped() {
    rig.idle("a", 1);
    Job job = rig.job();
    rig.onlyAsked().grant(0);
    Run lost = rig.onlyRun();
    Node second = rig.node("b", 1);
    rig.pass(SILENCE);
    second.says(1, 0);
    rig.onlyAsked().grant(0);
    rig.onlyRun().end(ReasonCode.OK);
    ExecuteReply reply = job.reply();
    assertEquals(List.of("host_lost", "ok"), reasons(reply));
    assertEquals(List.of("a", "b"), reply.attempts().stream().map(Attempt::host).toList());
    assertEquals(List.of(1, 2), reply.attempts().stream().map(Attempt::number).toList());
    assertEquals(List.of(lost.host().identity.id()), rig.cancelledAt);
    lost.end(ReasonCode.INVALID_CANDIDATE);
    assertEquals(reply, job.reply());
    rig.assertNothingLeft();
  }

  @Test
  void answerWithoutAVerdictOfAHostThatWasGivenUpIsDropped() {
    rig.idle("a", 1);
    Job job = rig.job();
    rig.onlyAsked().grant(0);
    Run lost = rig.onlyRun();
    Node second = rig.node("b", 1);
    rig.pass(SILENCE);
    second.says(1, 0);
    rig.onlyAsked().grant(0);
    lost.end(ReasonCode.CANCELLED);
    job.assertOpen();
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(second);
    rig.assertNothingLeft();
  }

  @Test
  void hostThatLeavesWhileBlockDataIsStreamedGetsNoJob() {
    Node host = rig.idle("a", 1);
    Job job = rig.job(SimJobs.job(1, 300_000, Rig.DEADLINE).build());
    rig.onlyAsked().grant(0, true, Optional.of(Rig.TICKET));
    Sending sending = rig.streams.remove(0);
    Node other = rig.taken("b", 1);
    rig.dispatcher.left(host.identity.id());
    Asked again = rig.onlyAsked();
    assertEquals(other, again.host());
    sending.sent().complete(Hash.ZERO);
    assertEquals(List.of(), rig.runs);
    again.grant(0, true, Optional.of(Rig.TICKET));
    rig.streams.remove(0).sent().complete(Hash.ZERO);
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(other);
    assertEquals(List.of("host_lost", "ok"), reasons(job.reply()));
    rig.assertNothingLeft();
  }

  @Test
  void withdrawalThatCrossesTheResultChangesNothing() {
    Node host = rig.idle("a", 1);
    Job job = rig.job();
    rig.onlyAsked().grant(0);
    Run run = rig.onlyRun();
    rig.pass(Rig.DEADLINE, host);
    ExecuteReply reply = job.reply();
    assertEquals(Verdict.NONE, reply.verdict());
    assertEquals(ReasonCode.DEADLINE, reply.reason().code());
    assertEquals(Optional.of("a"), reply.host());
    assertEquals(List.of(host.identity.id()), rig.cancelledAt);
    run.end(ReasonCode.OK);
    assertEquals(reply, job.reply());
    rig.assertNothingLeft();
  }

  @Test
  void advertBringsASilentHostBack() {
    Node host = rig.idle("a", 1);
    rig.pass(SILENCE);
    Job job = rig.job();
    rig.assertNothingAsked();
    host.says(1, 0);
    rig.onlyAsked().grant(0);
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(host);
  }

  @Test
  void lateAdvertDoesNotBringBackAHostThatLeft() {
    Node host = rig.idle("a", 1);
    rig.dispatcher.left(host.identity.id());
    host.says(1, 0);
    Job job = rig.job();
    rig.assertNothingAsked();
    // A cluster that was split joins again: the process is the same.
    rig.pass(Duration.ofMillis(1600));
    host.says(1, 0);
    assertEquals(host, rig.onlyAsked().host());
    job.assertOpen();
  }

  @Test
  void olderAdvertDoesNotReplaceAYoungerOne() {
    Node host = rig.node("a", 1);
    var old = host.capacity(1, 0);
    host.says(0, 0);
    host.advert(old, List.of());
    rig.job();
    assertTrue(rig.onlyAsked().isParked());
  }

  @Test
  void laterProcessOfTheSameNameEndsTheEarlierOne() {
    Node before = rig.idle("a", 1);
    Job job = rig.job();
    rig.onlyAsked().grant(0);
    rig.onlyRun();
    Node after = rig.node("a", 2, 1);
    after.says(1, 0);
    assertEquals(after, rig.onlyAsked().host());
    before.says(1, 0);
    rig.assertNothingAsked();
    assertEquals(1, rig.dispatcher.hosts().size());
    job.assertOpen();
  }

  @Test
  void earlierProcessOfAKnownNameIsIgnored() {
    rig.node("a", 2, 1).says(0, 0);
    rig.node("a", 1, 1).says(1, 0);
    rig.job();
    assertTrue(rig.onlyAsked().isParked());
  }

  @Test
  void probeUnderWayCountsAgainstTheIdleWorkers() {
    Node host = rig.idle("a", 2);
    rig.job();
    rig.job();
    rig.job();
    List<Asked> probes = rig.allAsked(3);
    assertEquals(List.of(false, false, true), probes.stream().map(Asked::isParked).collect(Collectors.toList()));
    // An advert from before the probes came there promises nothing more.
    host.says(2, 0);
    rig.job();
    assertTrue(rig.onlyAsked().isParked());
  }

  @Test
  void probeThatIsAnsweredBusyTooEarlyLeadsToNoStorm() {
    Node host = rig.taken("a", 1);
    Job job = rig.job();
    rig.onlyAsked().busy(0);
    rig.assertNothingAsked();
    job.assertOpen();
    host.says(0, 3);
    assertTrue(rig.onlyAsked().isParked());
  }

  @Test
  void hostThatHasWorkersAndGivesNoneIsLetAloneUntilItSpeaks() {
    Node host = rig.idle("a", 1);
    rig.job();
    rig.onlyAsked().busy(1);
    rig.assertNothingAsked();
    host.says(1, 0);
    rig.onlyAsked();
  }

  @Test
  void hostThatDoesNotAnswerAReservationIsLeftForAnother() {
    Node mute = rig.idle("a", 1);
    Job job = rig.job();
    Asked unanswered = rig.onlyAsked();
    Node other = rig.idle("b", 1);
    rig.pass(Duration.ofMillis(1000));
    assertEquals(List.of(mute.identity.id()), rig.releasedAt);
    assertTrue(unanswered.answer().future().failed());
    Asked second = rig.onlyAsked();
    assertEquals(other, second.host());
    second.grant(0);
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(other);
  }

  @Test
  void requesterThatWasHeldUpDoesNotBlameTheHosts() {
    Node host = rig.idle("a", 1);
    Job job = rig.job();
    rig.onlyAsked().grant(0);
    Run run = rig.onlyRun();
    // The loop does nothing for three seconds, and then the timer is first.
    rig.time.stall(Duration.ofSeconds(3));
    rig.pass(Duration.ofMillis(1));
    host.says(0, 0);
    run.end(ReasonCode.OK);
    job.assertValidFrom(host);
    assertEquals(List.of("ok"), reasons(job.reply()));
  }

  @Test
  void jobThatTheHostKnowsNothingOfIsGivenToAnother() {
    Node first = rig.idle("a", 1);
    Job job = rig.job();
    Asked asked = rig.onlyAsked();
    asked.grant(0);
    Run lost = rig.onlyRun();
    Node second = rig.idle("b", 1);
    rig.pass(Duration.ofMillis(400));
    assertEquals(List.of(), rig.inquiries, "messages may be under way");
    rig.unknown.add(asked.reserve().job());
    rig.pass(Duration.ofMillis(700));
    assertEquals(List.of(List.of(new Reservation(asked.reserve().job(), asked.reserve().attempt()))), rig.inquiries);
    Asked again = rig.onlyAsked();
    assertEquals(second, again.host());
    again.grant(0);
    rig.onlyRun();
    // Its answer was only late.
    lost.end(ReasonCode.OK);
    job.assertValidFrom(first);
    assertEquals(List.of(second.identity.id()), rig.cancelledAt);
    rig.assertNothingLeft();
  }

  @Test
  void parkedProbeThatTheHostKnowsNothingOfIsReplaced() {
    rig.taken("a", 1);
    Job job = rig.job();
    Asked lost = rig.onlyAsked();
    rig.unknown.add(lost.reserve().job());
    rig.pass(Duration.ofMillis(600));
    Asked again = rig.onlyAsked();
    assertNotEquals(lost.reserve().attempt(), again.reserve().attempt());
    lost.grant(0);
    assertEquals(List.of(), rig.runs);
    assertEquals(1, rig.dispatcher.stats().doubleGrants());
    again.grant(0);
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(again.host());
    rig.assertNothingLeft();
  }

  private static List<String> reasons(ExecuteReply reply) {
    return reply.attempts().stream().map(attempt -> attempt.reason().code().wireName()).toList();
  }
}

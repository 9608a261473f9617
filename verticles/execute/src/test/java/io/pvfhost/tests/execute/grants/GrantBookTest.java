package io.pvfhost.tests.execute.grants;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.execute.grants.GrantLimits;
import io.pvfhost.tests.execute.grants.BookRig.Probe;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static io.pvfhost.tests.execute.grants.BookRig.PATIENCE;
import static io.pvfhost.tests.execute.grants.BookRig.TTL;
import static io.pvfhost.tests.execute.grants.BookRig.requester;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who gets a worker, who waits for one and who loses it, on a simulated clock. */
class GrantBookTest {

  private final BookRig rig = BookRig.of(2);

  private void assertLeaseGone(Probe probe, Execute request) {
    PvfException gone = assertThrows(PvfException.class,
        () -> rig.book.begin(probe.from, request, why -> { }));
    assertEquals(FailureCode.LEASE_GONE, gone.code());
  }

  @Test
  void idleWorkersAreGrantedAtOnce() {
    rig.codes.add(BookRig.CODE);
    Probe first = rig.reserve(1);
    Probe second = rig.reserve(2);
    assertEquals(1, first.granted().capacity().idle());
    assertEquals(0, second.granted().capacity().idle());
    assertNotEquals(first.granted().lease(), second.granted().lease());
    assertTrue(first.granted().haveCode());
    assertEquals(GrantLimits.DEFAULT_LEASE_TIME, first.granted().leaseTtl());
    assertTrue(rig.reserve(1).isParked());
  }

  @Test
  void eachCapacityThatIsToldHasAGreaterNumber() {
    Capacity before = rig.book.capacity();
    assertEquals(new Capacity(1001, 2, 2, 0, false, false, Duration.ZERO), before);
    assertTrue(rig.reserve(1).granted().capacity().seq() > before.seq());
    assertTrue(rig.book.capacity().seq() > before.seq() + 1);
  }

  @Test
  void whoDoesNotWaitIsToldThatTheHostIsBusy() {
    rig.reserve(1);
    rig.reserve(1);
    rig.reserve(1, TTL, Duration.ZERO, 0).assertBusy();
    assertEquals(0, rig.book.parked());
  }

  @Test
  void parkedProbesAreServedInOrderOfArrival() {
    List<Probe> running = List.of(rig.reserve(1).begin(), rig.reserve(1).begin());
    List<Probe> parked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parked.add(rig.reserve(2 + i % 2));
    }
    assertEquals(4, rig.book.capacity().parked());
    rig.book.heard(requester(1));
    running.get(1).running.end();
    parked.get(0).granted();
    assertTrue(parked.get(1).isParked());
    running.get(0).running.end();
    parked.get(1).granted();
    rig.book.release(parked.get(0).from, new Release(parked.get(0).request.job(), 1));
    parked.get(2).granted();
    assertTrue(parked.get(3).isParked());
  }

  @Test
  void aProbeIsParkedNoLongerThanItsPatienceOrItsTime() {
    rig.reserve(BookRig.SELF, TTL, PATIENCE, 0).begin();
    rig.reserve(BookRig.SELF, TTL, PATIENCE, 0).begin();
    Probe patient = rig.reserve(BookRig.SELF, TTL, Duration.ofMillis(300), 0);
    Probe late = rig.reserve(BookRig.SELF, Duration.ofMillis(200), PATIENCE, 0);
    rig.millis(199);
    assertTrue(late.isParked());
    rig.millis(1);
    late.assertBusy();
    assertTrue(patient.isParked());
    rig.millis(100);
    patient.assertBusy();
    assertEquals(0, rig.book.parked());
  }

  @Test
  void anUnusedLeaseEndsAndItsWorkerGoesToTheNext() {
    Probe unused = rig.reserve(BookRig.SELF, TTL, PATIENCE, 0);
    rig.reserve(BookRig.SELF, TTL, PATIENCE, 0).begin();
    Probe parked = rig.reserve(BookRig.SELF, TTL, PATIENCE, 0);
    rig.millis(1999);
    assertTrue(parked.isParked());
    rig.millis(1);
    parked.granted();
    assertLeaseGone(unused, unused.execute(unused.granted().lease()));
  }

  @Test
  void aLeaseLastsWhileItsStreamFlowsButNoLongerThanTheJob() {
    Probe probe = rig.reserve(BookRig.SELF, Duration.ofMillis(4500), PATIENCE, 10);
    FakeStream stream = rig.streams.get(0);
    assertEquals(stream.ticket(), probe.granted().ticket().orElseThrow());
    for (int i = 0; i < 4; i++) {
      rig.millis(1000);
      stream.flow();
    }
    assertEquals(1, rig.idle());
    assertFalse(stream.isFree());
    rig.millis(500);
    assertEquals(2, rig.idle());
    assertTrue(stream.isFree());
  }

  @Test
  void aStreamThatIsCompleteWhenItsLeaseEndsIsGivenBack() {
    Probe probe = rig.reserve(1, TTL, PATIENCE, 10);
    rig.streams.get(0).complete();
    rig.book.release(probe.from, new Release(probe.request.job(), 1));
    assertTrue(rig.streams.get(0).isFree());
    assertEquals(2, rig.idle());
  }

  @Test
  void aStreamOfARunningJobIsTheJobs() {
    Probe probe = rig.reserve(BookRig.SELF, TTL, PATIENCE, 10).begin();
    rig.millis(10_000);
    assertEquals(rig.streams.get(0), probe.running.stream().orElseThrow());
    rig.book.cancel(probe.from, new Cancel(probe.request.job(), 1));
    probe.running.end();
    assertFalse(rig.streams.get(0).isFree());
  }

  @Test
  void aHostWithoutMemoryForAStreamIsBusy() {
    Probe running = rig.reserve(1).begin();
    rig.reserve(1).begin();
    Probe large = rig.reserve(2, TTL, PATIENCE, 10);
    Probe small = rig.reserve(2);
    rig.noMemory = true;
    running.running.end();
    large.assertBusy();
    small.granted();
    rig.book.release(small.from, new Release(small.request.job(), 1));
    rig.reserve(3, TTL, PATIENCE, 10).assertBusy();
    assertEquals(1, rig.idle());
  }

  @Test
  void onlyTheHolderOfALeaseMayUseItAndOnce() {
    Probe probe = rig.reserve(1);
    Probe other = rig.reserve(2);
    UUID lease = probe.granted().lease();
    assertLeaseGone(probe, probe.execute(other.granted().lease()));
    assertLeaseGone(other, probe.execute(lease));
    Execute wrongAttempt = new Execute(probe.request.job(), 2, lease, TTL, probe.execute(lease).request(),
        probe.execute(lease).streamed());
    assertLeaseGone(probe, wrongAttempt);
    probe.begin();
    assertLeaseGone(probe, probe.execute(lease));
    probe.running.end();
    assertLeaseGone(probe, probe.execute(lease));
    assertThrows(IllegalStateException.class, probe.running::end);
    assertEquals(1, rig.idle());
  }

  @Test
  void whatIsGivenBackIsFreeAtOnce() {
    Probe leased = rig.reserve(1);
    Probe running = rig.reserve(1).begin();
    Probe parked = rig.reserve(1);
    for (Probe probe : List.of(parked, running, leased)) {
      rig.book.release(probe.from, new Release(probe.request.job(), 1));
    }
    parked.assertRefused(FailureCode.CANCELLED);
    assertEquals(List.of(), running.kills);
    assertEquals(1, rig.idle());
    rig.book.release(requester(9), new Release(running.request.job(), 1));
    rig.book.release(leased.from, new Release(leased.request.job(), 1));
    assertEquals(1, rig.idle());
  }

  @Test
  void aWithdrawnJobIsKilledOnceAndHoldsItsWorkerUntilItEnds() {
    Probe running = rig.reserve(1).begin();
    Probe leased = rig.reserve(1);
    rig.book.cancel(requester(2), new Cancel(running.request.job(), 1));
    assertEquals(List.of(), running.kills);
    rig.book.cancel(running.from, new Cancel(running.request.job(), 1));
    rig.book.cancel(running.from, new Cancel(running.request.job(), 1));
    rig.book.cancel(leased.from, new Cancel(leased.request.job(), 1));
    assertEquals(1, running.kills.size());
    assertEquals(1, rig.idle());
    running.running.end();
    assertEquals(2, rig.idle());
  }

  @Test
  void everythingOfASilentRequesterEnds() {
    Probe running = rig.reserve(1).begin();
    Probe leased = rig.reserve(1, TTL, PATIENCE, 10);
    Probe parked = rig.reserve(1);
    Probe waiting = rig.reserve(2);
    rig.millis(1000);
    rig.streams.get(0).flow();
    rig.book.heard(requester(2));
    rig.millis(499);
    assertEquals(List.of(), running.kills);
    rig.millis(1);
    assertEquals(1, running.kills.size());
    parked.assertRefused(FailureCode.CANCELLED);
    assertTrue(rig.streams.get(0).isFree());
    waiting.granted();
    assertLeaseGone(leased, leased.execute(leased.granted().lease()));
  }

  @Test
  void aRequesterThatIsHeardOfKeepsWhatItHas() {
    Probe running = rig.reserve(1).begin();
    rig.reserve(2).begin();
    Probe parked = rig.reserve(1);
    for (int i = 0; i < 20; i++) {
      rig.millis(1000);
      rig.book.heard(requester(1));
    }
    assertEquals(List.of(), running.kills);
    assertTrue(parked.isParked());
  }

  @Test
  void theOwnNodeNeedNotTellThatItLives() {
    Probe own = rig.reserve(BookRig.SELF, TTL, PATIENCE, 0).begin();
    rig.millis(60_000);
    assertEquals(List.of(), own.kills);
    rig.book.lost(BookRig.SELF);
    assertEquals(1, own.kills.size());
  }

  @Test
  void aRequesterThatLeftLosesItsWorkersToOthers() {
    Probe leased = rig.reserve(1);
    Probe running = rig.reserve(1).begin();
    Probe itsOwn = rig.reserve(1);
    Probe ofAnother = rig.reserve(2);
    rig.book.lost(requester(1));
    itsOwn.assertRefused(FailureCode.CANCELLED);
    ofAnother.granted();
    assertEquals(1, running.kills.size());
    assertLeaseGone(leased, leased.execute(leased.granted().lease()));
    rig.book.lost(requester(7));
  }

  @Test
  void nobodyWhoHasNothingHereIsWatched() {
    for (int i = 0; i < 100; i++) {
      Probe probe = rig.reserve(i).begin();
      probe.running.end();
      rig.book.heard(requester(1000 + i));
    }
    rig.millis(1500);
    assertEquals(0, rig.timers.pending());
  }

  @Test
  void parkedProbesAreBoundedForAllAndForEach() {
    BookRig bounded = new BookRig(new GrantLimits(1, 5, 3, Duration.ofSeconds(2), Duration.ofMillis(1500)));
    bounded.reserve(1).begin();
    List<Probe> parked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parked.add(bounded.reserve(1));
    }
    bounded.reserve(1).assertRefused(FailureCode.OVERLOADED);
    bounded.reserve(2);
    bounded.reserve(2);
    bounded.reserve(3).assertRefused(FailureCode.OVERLOADED);
    assertEquals(5, bounded.book.parked());
    bounded.book.release(requester(1), new Release(parked.get(1).request.job(), 1));
    assertTrue(bounded.reserve(1).isParked());
    bounded.reserve(3).assertRefused(FailureCode.OVERLOADED);
  }

  @Test
  void reservationsThatMakeNoSenseAreRefused() {
    rig.reserve(1, Duration.ZERO, PATIENCE, 0).assertRefused(FailureCode.DEADLINE);
    rig.reserve(1, TTL, PATIENCE, PvfLimits.MAX_BLOCK_DATA_BYTES + 1L).assertRefused(FailureCode.TOO_LARGE);
    rig.reserve(1, TTL, PATIENCE, -1).assertRefused(FailureCode.MALFORMED);
    Probe granted = rig.reserve(1);
    Reserve again = granted.request;
    assertEquals(FailureCode.MALFORMED,
        ((PvfException) rig.book.reserve(granted.from, again).cause()).code());
    assertEquals(1, rig.idle());
  }

  @Test
  void timesAboveAllBoundsAreCutToTheLongestTimeOfAJob() {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    rig.reserve(BookRig.SELF, ages, ages, 0).begin();
    rig.reserve(BookRig.SELF, ages, ages, 0).begin();
    Probe parked = rig.reserve(BookRig.SELF, ages, ages, 0);
    rig.timers.advance(PvfLimits.MAX_TIME);
    parked.assertBusy();
  }

  @Test
  void aDrainingHostRefusesNewOnesAndFinishesTheOthers() {
    Probe running = rig.reserve(1).begin();
    Probe leased = rig.reserve(1);
    Probe parked = rig.reserve(1);
    Future<Void> quiet = rig.book.drain();
    parked.assertRefused(FailureCode.UNAVAILABLE);
    rig.reserve(2).assertRefused(FailureCode.UNAVAILABLE);
    assertTrue(rig.book.capacity().draining());
    leased.begin();
    running.running.end();
    assertFalse(quiet.isComplete());
    leased.running.end();
    assertTrue(quiet.succeeded());
  }

  @Test
  void aClosingHostTakesBackWhatIsOnlyHeld() {
    Probe running = rig.reserve(1).begin();
    Probe leased = rig.reserve(1, TTL, PATIENCE, 10);
    rig.book.close();
    assertLeaseGone(leased, leased.execute(leased.granted().lease()));
    assertTrue(rig.streams.get(0).isFree());
    assertEquals(List.of(), running.kills);
    assertFalse(rig.book.drain().isComplete());
    running.running.end();
    assertTrue(rig.book.drain().succeeded());
  }

  @Test
  void anIdleHostIsDrainedAtOnce() {
    assertTrue(rig.book.drain().succeeded());
  }

  @Test
  void theCapacityTellsTroubleAndHowLongJobsTake() {
    rig.book.setDegraded(true);
    assertTrue(rig.book.capacity().degraded());
    assertEquals(1, rig.changes);
    rig.book.setDegraded(true);
    assertEquals(1, rig.changes);
    Probe job = rig.reserve(BookRig.SELF, TTL, PATIENCE, 0).begin();
    rig.millis(80);
    job.running.end();
    assertEquals(Duration.ofMillis(80), rig.book.capacity().service());
    Probe quick = rig.reserve(BookRig.SELF, TTL, PATIENCE, 0).begin();
    quick.running.end();
    assertEquals(Duration.ofMillis(70), rig.book.capacity().service());
  }

  @Test
  void everyChangeOfTheCapacityIsTold() {
    Probe first = rig.reserve(BookRig.SELF, TTL, PATIENCE, 0);
    assertEquals(1, rig.changes);
    Probe second = rig.reserve(BookRig.SELF, TTL, PATIENCE, 0).begin();
    assertEquals(2, rig.changes);
    rig.reserve(BookRig.SELF, TTL, Duration.ofMillis(10), 0);
    assertEquals(3, rig.changes);
    rig.millis(10);
    assertEquals(4, rig.changes);
    second.running.end();
    assertEquals(5, rig.changes);
    rig.book.release(first.from, new Release(first.request.job(), 1));
    assertEquals(6, rig.changes);
  }

  @Test
  void anAnswerMayLeadToFurtherCalls() {
    BookRig one = BookRig.of(1);
    Probe running = one.reserve(1).begin();
    List<Probe> parked = new ArrayList<>();
    List<Integer> served = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      Probe probe = one.reserve(2);
      parked.add(probe);
      probe.answer.onSuccess(granted -> {
        served.add(number);
        one.book.release(probe.from, new Release(probe.request.job(), 1));
      });
    }
    running.running.end();
    assertEquals(50, served.size());
    assertEquals(1, one.idle());
    assertEquals(0, one.book.parked());
  }
}

package io.pvfhost.tests.dispatch.core;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.cluster.Advert;
import io.pvfhost.dispatch.core.DispatchStats;
import io.pvfhost.dispatch.core.HostView;
import io.pvfhost.tests.dispatch.core.Rig.Asked;
import io.pvfhost.tests.dispatch.core.Rig.Job;
import io.pvfhost.tests.dispatch.core.Rig.Node;
import io.pvfhost.tests.dispatch.sim.SimJobs;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which hosts are asked, and how. */
class ChoiceTest {

  private final Rig rig = new Rig();

  @Test
  void ownHostComesFirstWhileItHasIdleWorkers() {
    rig.idle("a", 8);
    Node own = rig.idle("own", 1);
    rig.job();
    Asked first = rig.onlyAsked();
    assertEquals(own, first.host());
    assertFalse(first.isParked());
    rig.job();
    assertEquals("a", rig.onlyAsked().host().name);
  }

  @Test
  void ownHostThatIsStoppingIsNotAsked() {
    Node own = rig.idle("own", 4);
    own.saysDraining();
    Node other = rig.taken("a", 1);
    rig.job();
    assertEquals(other, rig.onlyAsked().host());
    assertEquals(Set.of(HostView.State.DRAINING, HostView.State.ALIVE),
        Set.copyOf(rig.dispatcher.hosts().stream().map(HostView::state).toList()));
  }

  @Test
  void jobsOfOneCodeMeetOnOneHostAndCodesSpread() {
    for (int i = 0; i < 8; i++) {
      rig.idle("host-" + i, 4);
    }
    Map<String, Integer> chosen = new HashMap<>();
    for (int code = 0; code < 200; code++) {
      String first = probed(code);
      assertEquals(first, probed(code));
      chosen.merge(first, 1, Integer::sum);
    }
    assertEquals(8, chosen.size());
    assertTrue(chosen.values().stream().allMatch(jobs -> jobs > 8 && jobs < 50), chosen::toString);
  }

  @Test
  void idleWorkersAreTheWeight() {
    rig.idle("small", 1);
    rig.idle("large", 7);
    long large = IntStream.range(0, 400).filter(code -> probed(code).equals("large")).count();
    assertTrue(large > 320 && large < 380, large + " of 400, expected 350");
  }

  @Test
  void hostThatAdvertisesTheCodeHasTwiceTheWeight() {
    Node warm = rig.idle("warm", 4);
    rig.idle("cold", 4);
    int moved = 0;
    int warmBefore = 0;
    for (int code = 0; code < 400; code++) {
      warm.saysItHas(4, -5);
      boolean before = probed(code).equals("warm");
      warm.saysItHas(4, code);
      boolean after = probed(code).equals("warm");
      assertTrue(after || !before, "having the code is no disadvantage");
      warmBefore += before ? 1 : 0;
      moved += after && !before ? 1 : 0;
    }
    assertTrue(warmBefore > 160 && warmBefore < 240, warmBefore + " of 400, expected 200");
    assertTrue(moved > 40 && moved < 95, moved + " of 400, expected 67");
  }

  /** The host at which a job with a code is tried; the probe is answered so that everything is as before. */
  private String probed(int code) {
    Job job = rig.job(SimJobs.job(code, 100, Rig.DEADLINE).build());
    Asked asked = rig.onlyAsked();
    asked.grant(asked.host().workers);
    rig.onlyRun().refuse(FailureCode.MALFORMED);
    job.refusal(FailureCode.MALFORMED);
    return asked.host().name;
  }

  @Test
  void withoutIdleHostsAJobIsParkedAtTheTwoLeastLoaded() {
    rig.node("a", 1).says(0, 2);
    rig.node("b", 8).says(0, 8);
    rig.node("c", 2).says(0, 1);
    rig.node("d", 4).says(0, 40);
    rig.job();
    List<Asked> probes = rig.allAsked(2);
    assertEquals(Set.of("b", "c"), Set.copyOf(probes.stream().map(probe -> probe.host().name).toList()));
    for (Asked probe : probes) {
      assertEquals(Rig.DEADLINE, probe.reserve().patience());
      assertEquals(Rig.DEADLINE, probe.reserve().ttl());
    }
  }

  @Test
  void ownParkedProbesCountUntilTheHostTellsOfThem() {
    rig.taken("a", 1);
    rig.taken("b", 1);
    Node third = rig.node("c", 1).says(0, 1);
    rig.job();
    rig.allAsked(2);
    rig.job();
    assertTrue(rig.allAsked(2).stream().anyMatch(probe -> probe.host() == third));
  }

  @Test
  void equallyLoadedHostsAreTakenInTurnByChance() {
    for (int i = 0; i < 20; i++) {
      rig.taken("host-" + i, 1);
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      rig.job();
      rig.allAsked(2).forEach(probe -> seen.add(probe.host().name));
    }
    assertEquals(18, seen.size());
  }

  @Test
  void hostsThatSeemIdleAndAreNotAreTriedTwiceBeforeTheJobIsParked() {
    for (int i = 0; i < 5; i++) {
      rig.idle("host-" + i, 1);
    }
    rig.job();
    Asked first = rig.onlyAsked();
    first.busy(0);
    Asked second = rig.onlyAsked();
    assertNotEquals(first.host(), second.host());
    second.busy(0);
    assertTrue(rig.allAsked(2).stream().allMatch(Asked::isParked));
    assertEquals(2, rig.dispatcher.stats().busy());
  }

  @Test
  void parkedJobTriesAHostThatBecomesIdleOnce() {
    rig.taken("a", 1);
    rig.taken("b", 1);
    Node third = rig.node("c", 1).says(0, 5);
    Job job = rig.job();
    rig.allAsked(2);
    third.says(1, 0);
    Asked chance = rig.onlyAsked();
    assertEquals(third, chance.host());
    assertFalse(chance.isParked());
    chance.busy(0);
    third.says(1, 0);
    rig.assertNothingAsked();
    job.assertOpen();
    assertEquals(1, rig.dispatcher.stats().chances());
  }

  @Test
  void grantOfAHostThatBecameIdleWithdrawsTheParkedProbes() {
    rig.taken("a", 1);
    rig.taken("b", 1);
    Node third = rig.node("c", 1).says(0, 5);
    Job job = rig.job();
    rig.allAsked(2);
    third.says(1, 0);
    rig.onlyAsked().grant(0);
    assertEquals(2, rig.releases.size());
    rig.onlyRun().end(ReasonCode.OK);
    job.assertValidFrom(third);
    rig.assertNothingLeft();
  }

  @Test
  void eldestParkedJobsGetTheIdleWorkersAndNoMore() {
    rig.taken("a", 1);
    rig.taken("b", 1);
    Node third = rig.node("c", 4).says(0, 50);
    List<Job> jobs = List.of(rig.job(), rig.job(), rig.job());
    rig.allAsked(6);
    third.says(2, 0);
    List<Asked> chances = rig.allAsked(2);
    chances.forEach(chance -> chance.grant(0));
    rig.runs.forEach(run -> run.end(ReasonCode.OK));
    jobs.get(0).reply();
    jobs.get(1).reply();
    jobs.get(2).assertOpen();
  }

  @Test
  void hostWithOtherRulesIsNotAsked() {
    Node node = rig.node("a", 1);
    rig.dispatcher.advert(new Advert(node.identity, 1, 1, "9", "2409", node.capacity(1, 0), List.of()));
    rig.job();
    rig.assertNothingAsked();
    rig.dispatcher.advert(new Advert(node.identity, 1, 1, "9", "2603", node.capacity(1, 0), List.of()));
    assertEquals(node, rig.onlyAsked().host());
  }

  @Test
  void hostWithoutACommonProtocolIsNotAsked() {
    Node node = rig.node("a", 1);
    rig.dispatcher.advert(new Advert(node.identity, 2, 3, "9", "2603", node.capacity(1, 0), List.of()));
    rig.job();
    rig.assertNothingAsked();
    rig.dispatcher.advert(new Advert(node.identity, 1, 3, "9", "2603", node.capacity(1, 0), List.of()));
    assertEquals(node, rig.onlyAsked().host());
  }

  @Test
  void hostsBeyondTheBoundAreNotRemembered() {
    Rig small = new Rig(options -> options.setMaxHosts(2));
    small.idle("a", 1);
    small.idle("b", 1);
    small.idle("c", 1);
    assertEquals(2, small.dispatcher.hosts().size());
    assertEquals(Map.of("advert", 1L), small.dispatcher.stats().refused());
  }

  @Test
  void hostThatHasBeenGoneForLongIsForgotten() {
    rig.idle("a", 1);
    rig.pass(Duration.ofSeconds(30));
    assertEquals(HostView.State.SILENT, rig.dispatcher.hosts().get(0).state());
    rig.pass(Duration.ofSeconds(60));
    assertEquals(List.of(), rig.dispatcher.hosts());
  }

  @Test
  void messagesAreCounted() {
    rig.taken("a", 1);
    rig.taken("b", 1);
    rig.job();
    rig.allAsked(2).get(0).grant(0);
    rig.onlyRun().end(ReasonCode.OK);
    DispatchStats stats = rig.dispatcher.stats();
    assertEquals(List.of(2L, 1L, 1L, 1L, 0L), List.of(stats.reserves(), stats.parked(), stats.executes(),
        stats.releases(), stats.immediate()));
    assertEquals(List.of(1L, 1L), List.of(stats.accepted(), stats.answered()));
  }
}

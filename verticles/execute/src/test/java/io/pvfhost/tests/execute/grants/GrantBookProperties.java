package io.pvfhost.tests.execute.grants;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.ReserveAnswer.Granted;
import io.pvfhost.execute.grants.GrantLimits;
import io.pvfhost.tests.execute.grants.BookRig.Probe;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static io.pvfhost.tests.execute.grants.BookRig.requester;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds whatever requesters do, and in whatever order. */
class GrantBookProperties {

  private static final int REQUESTERS = 4;
  private static final GrantLimits LIMITS = new GrantLimits(3, 8, 4, Duration.ofSeconds(2), Duration.ofMillis(1500));

  /** A run of one sequence of operations. */
  private static final class World {
    private final BookRig rig = new BookRig(LIMITS);
    private final List<Probe> probes = new ArrayList<>();
    private final List<Probe> granted = new ArrayList<>();
    private long lastSeq;

    void step(int operation, Random random) {
      int from = random.nextInt(REQUESTERS);
      switch (operation) {
        case 0, 1, 2, 3 -> reserve(from, random);
        case 4, 5, 6 -> begin(random);
        case 7, 8 -> end(random);
        case 9 -> pick(random).forEach(
            probe -> rig.book.release(probe.from, new Release(probe.request.job(), 1)));
        case 10 -> pick(random).forEach(
            probe -> rig.book.cancel(probe.from, new Cancel(probe.request.job(), 1)));
        case 11 -> rig.book.heard(requester(from));
        case 12 -> rig.book.lost(requester(from));
        case 13 -> rig.streams.stream().filter(stream -> !stream.isFree()).forEach(FakeStream::flow);
        default -> rig.millis(random.nextInt(900));
      }
      check();
    }

    private void reserve(int from, Random random) {
      rig.noMemory = random.nextInt(10) == 0;
      Probe probe = rig.reserve(from, Duration.ofMillis(1 + random.nextInt(5000)),
          Duration.ofMillis(random.nextInt(3000)), random.nextInt(3) == 0 ? 10 : 0);
      probes.add(probe);
      probe.answer.onSuccess(answer -> {
        if (answer instanceof Granted) {
          granted.add(probe);
        }
      });
    }

    private List<Probe> pick(Random random) {
      return probes.isEmpty() ? List.of() : List.of(probes.get(random.nextInt(probes.size())));
    }

    private void begin(Random random) {
      List<Probe> unused = granted.stream().filter(probe -> probe.running == null).toList();
      if (!unused.isEmpty()) {
        try {
          unused.get(random.nextInt(unused.size())).begin();
        } catch (PvfException expired) {
          assertEquals(FailureCode.LEASE_GONE, expired.code());
        }
      }
    }

    private void end(Random random) {
      List<Probe> running = probes.stream().filter(Probe::isRunning).toList();
      if (!running.isEmpty()) {
        running.get(random.nextInt(running.size())).end();
      }
    }

    private void check() {
      Capacity capacity = rig.book.capacity();
      assertTrue(capacity.seq() > lastSeq);
      lastSeq = capacity.seq();
      long running = probes.stream().filter(Probe::isRunning).count();
      long parked = probes.stream().filter(Probe::isParked).count();
      assertTrue(capacity.idle() >= 0 && capacity.idle() + running <= LIMITS.workers(), capacity::toString);
      assertEquals(parked, capacity.parked());
      assertTrue(parked == 0 || capacity.idle() == 0, "a probe waits while a worker is idle");
      assertTrue(parked <= LIMITS.maxParked());
      for (int i = 0; i < REQUESTERS; i++) {
        int from = i;
        assertTrue(probes.stream().filter(probe -> probe.isParked() && probe.from.equals(requester(from))).count()
            <= LIMITS.maxParkedPerRequester());
      }
      assertOrder();
    }

    /** A worker is never given to a later probe while an earlier one waits. */
    private void assertOrder() {
      boolean waiting = false;
      for (Probe probe : probes) {
        assertFalse(waiting && granted.contains(probe), "a later probe was served first");
        waiting |= probe.isParked();
      }
    }

    /** Everybody goes home. */
    void finish() {
      probes.stream().filter(Probe::isRunning).forEach(Probe::end);
      rig.millis(10_000);
      Capacity capacity = rig.book.capacity();
      assertEquals(LIMITS.workers(), capacity.idle());
      assertEquals(0, capacity.parked());
      assertEquals(0, rig.timers.pending());
      for (Probe probe : probes) {
        assertTrue(probe.answer.isComplete(), "a probe was never answered");
        assertTrue(probe.kills.size() <= 1);
        if (probe.running != null) {
          probe.running.stream().ifPresent(InboundStream::cancel);
        }
      }
      assertTrue(rig.streams.stream().allMatch(FakeStream::isFree), "a stream was left behind");
    }
  }

  @Property(tries = 400)
  void workersAndProbesAreNeitherLostNorGivenTwice(
      @ForAll @Size(max = 150) List<@IntRange(max = 17) Integer> operations, @ForAll long seed) {
    World world = new World();
    Random random = new Random(seed);
    operations.forEach(operation -> world.step(operation, random));
    world.finish();
  }
}

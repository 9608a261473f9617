package io.pvfhost.tests.execute.grants;

import io.pvfhost.execute.grants.Adverts;
import io.pvfhost.execute.grants.HotCodes;
import io.pvfhost.scale.Hash;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** When a host tells what it can take, on a simulated clock. */
class AdvertsTest {

  private final SimulatedTimers timers = new SimulatedTimers();
  private final List<Long> published = new ArrayList<>();
  private int hosts = 3;
  private final Adverts adverts =
      new Adverts(timers, () -> hosts, () -> published.add(Duration.ofNanos(timers.nanos()).toMillis()));

  private void millis(long millis) {
    timers.advance(Duration.ofMillis(millis));
  }

  @Test
  void aHostThatDoesNotChangeIsHeardTwiceASecond() {
    adverts.changed();
    adverts.start();
    millis(1600);
    assertEquals(List.of(0L, 500L, 1000L, 1500L), published);
  }

  @Test
  void manyChangesMakeOneAdvert() {
    adverts.start();
    millis(100);
    for (int i = 0; i < 20; i++) {
      adverts.changed();
      millis(1);
    }
    assertEquals(List.of(0L, 120L), published);
    adverts.changed();
    millis(30);
    assertEquals(List.of(0L, 120L, 140L), published);
    millis(490);
    assertEquals(List.of(0L, 120L, 140L, 640L), published);
  }

  @Test
  void inALargeClusterAChangeIsToldLaterButNotTooLate() {
    adverts.start();
    hosts = 100;
    adverts.changed();
    millis(100);
    hosts = 10_000;
    adverts.changed();
    millis(400);
    assertEquals(List.of(0L, 100L, 500L), published);
  }

  @Test
  void whatIsUrgentIsToldAtOnceAndNotAgain() {
    adverts.start();
    adverts.changed();
    millis(5);
    adverts.now();
    millis(100);
    assertEquals(List.of(0L, 5L), published);
  }

  @Test
  void afterItsEndAHostIsSilent() {
    adverts.start();
    adverts.changed();
    adverts.stop();
    adverts.changed();
    adverts.now();
    millis(1000);
    assertEquals(List.of(0L), published);
    assertEquals(0, timers.pending());
  }

  @Test
  void theCodeUsedLastIsToldFirstAndTheRestForgotten() {
    HotCodes codes = new HotCodes();
    List<Hash> used = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Hash code = Hash.blake2b256(new byte[] {(byte) i});
      used.add(0, code);
      codes.use(code);
    }
    codes.use(used.get(3));
    used.add(0, used.remove(3));
    assertEquals(used.subList(0, 16).stream().map(HotCodes::prefix).toList(), codes.prefixes());
    assertEquals(Long.parseUnsignedLong(used.get(0).toHex().substring(0, 16), 16), codes.prefixes().get(0));
  }
}

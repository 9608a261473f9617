package io.pvfhost.execute.impl;

import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Timers;
import io.pvfhost.execute.grants.HotCodes;
import io.pvfhost.scale.Hash;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which hosts are believed to have some code. */
class PeerViewTest {

  private static final Hash CODE = Hash.blake2b256(new byte[] {1});
  private static final Hash OTHER = Hash.blake2b256(new byte[] {2});

  private long now;
  private final PeerView view = new PeerView(new Timers() {
    @Override
    public long nanos() {
      return now;
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
      throw new IllegalStateException("a view sets no timers");
    }
  }, Duration.ofMillis(1500));

  private static NodeIdentity node(String name, long epoch) {
    return new NodeIdentity(new UUID(name.hashCode(), epoch), name, epoch);
  }

  private Optional<UUID> hear(NodeIdentity node, Hash... codes) {
    List<Long> prefixes = List.of(codes).stream().map(HotCodes::prefix).toList();
    return view.heard(new Advert(node, 1, 1, "1", "2603",
        new Capacity(1, 1, 1, 0, false, false, Duration.ZERO), prefixes));
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void thoseWhoSaySoHaveTheCodeTheOneHeardLastFirst() {
    hear(node("a", 1), CODE, OTHER);
    hear(node("b", 1), OTHER);
    hear(node("c", 1), CODE);
    assertEquals(List.of(node("c", 1).id(), node("a", 1).id()), view.holders(CODE));
    hear(node("a", 1), CODE);
    assertEquals(List.of(node("a", 1).id(), node("c", 1).id()), view.holders(CODE));
    hear(node("c", 1), OTHER);
    assertEquals(List.of(node("a", 1).id()), view.holders(CODE));
    assertEquals(3, view.size());
  }

  @Test
  void aHostThatIsSilentOrHasLeftIsNotAsked() {
    hear(node("a", 1), CODE);
    hear(node("b", 1), CODE);
    pass(1000);
    hear(node("c", 1), CODE);
    view.left(node("b", 1).id());
    assertEquals(2, view.holders(CODE).size());
    pass(500);
    hear(node("d", 1), OTHER);
    assertEquals(List.of(node("c", 1).id()), view.holders(CODE));
    assertEquals(2, view.size());
  }

  @Test
  void ofTwoProcessesOfOneNameTheLaterOneIsTheHost() {
    assertEquals(Optional.empty(), hear(node("a", 5), CODE));
    assertEquals(Optional.of(node("a", 5).id()), hear(node("a", 6), CODE));
    assertEquals(Optional.empty(), hear(node("a", 5), CODE));
    assertEquals(Optional.empty(), hear(node("a", 6), CODE));
    assertEquals(List.of(node("a", 6).id()), view.holders(CODE));
  }

  @Test
  void theViewIsBounded() {
    for (int i = 0; i < 5000; i++) {
      hear(node("host" + i, 1), CODE);
    }
    assertEquals(4096, view.size());
    assertEquals(node("host4999", 1).id(), view.holders(CODE).get(0));
  }
}

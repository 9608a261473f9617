package io.pvfhost.worker;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.scale.Bytes;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ArtifactCacheTest {
  private final FakeEngine engine = FakeEngine.executing(FakeEngine::echo);
  private final ArtifactCache cache = new ArtifactCache(engine);

  private static Bytes artifact(int number) {
    return Bytes.wrap(new byte[] {1, 2, 3, (byte) number});
  }

  @Test
  void equalBytesAreLoadedOnce() throws ArtifactException {
    LoadedPvf first = cache.load(artifact(1));
    assertSame(first, cache.load(artifact(1)));
    assertEquals(1, engine.loads());
  }

  @Test
  void anArtifactThatDiffersInItsLastByteIsAnotherOne() throws ArtifactException {
    assertNotSame(cache.load(artifact(1)), cache.load(artifact(2)));
    assertEquals(2, engine.loads());
  }

  @Test
  void theLeastRecentlyUsedOneGoesFirst() throws ArtifactException {
    for (int i = 0; i < ArtifactCache.MAX_ARTIFACTS; i++) {
      cache.load(artifact(i));
    }
    cache.load(artifact(0));
    cache.load(artifact(99));
    int loads = engine.loads();
    cache.load(artifact(0));
    assertEquals(loads, engine.loads());
    cache.load(artifact(1));
    assertEquals(loads + 1, engine.loads());
  }

  @Test
  void largeOnesPushOutOthersBeforeTheCountDoes() throws ArtifactException {
    cache.load(artifact(1));
    Bytes large = Bytes.wrap(new byte[(int) ArtifactCache.MAX_BYTES]);
    cache.load(large);
    cache.load(Bytes.copyOf(large.array()));
    assertEquals(2, engine.loads());
    cache.load(artifact(1));
    assertEquals(3, engine.loads());
  }

  @Test
  void onlyTheNewestIsKeptWhileClassesTakeTooMuch() throws ArtifactException {
    AtomicLong classBytes = new AtomicLong();
    ArtifactCache watched = new ArtifactCache(engine, classBytes::get);
    watched.load(artifact(1));
    watched.load(artifact(2));
    classBytes.set(ArtifactCache.MAX_CLASS_BYTES + 1);
    watched.load(artifact(2));
    assertEquals(2, engine.loads());
    watched.load(artifact(1));
    assertEquals(3, engine.loads());
    watched.load(artifact(1));
    assertEquals(3, engine.loads());
  }

  @Test
  void whatCannotBeLoadedIsNotKept() throws ArtifactException {
    assertThrows(ArtifactException.class, () -> cache.load(Bytes.EMPTY));
    cache.load(artifact(1));
    assertThrows(ArtifactException.class, () -> cache.load(Bytes.EMPTY));
    assertEquals(1, engine.loads());
  }
}

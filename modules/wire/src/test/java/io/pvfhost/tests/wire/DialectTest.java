package io.pvfhost.tests.wire;

import io.pvfhost.wire.Dialect;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DialectTest {

  @Test
  void dialectIsFoundByItsName() {
    assertSame(Dialect.S, Dialect.named("S"));
    assertEquals("S", Dialect.S.name());
    assertEquals("S", Dialect.S.toString());
  }

  @Test
  void unknownNameIsRefusedWithTheKnownOnes() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Dialect.named("s"));
    assertEquals("no dialect s, there are [S]", e.getMessage());
  }

  @Test
  void povBombLimitOfDialectSIsTwentyMebibytes() {
    assertEquals(20 * 1024 * 1024, Dialect.S.povBombLimit());
  }
}

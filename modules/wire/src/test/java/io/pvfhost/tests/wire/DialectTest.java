package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DialectTest {

  @Test
  void dialectIsFoundByItsName() {
    List<String> names = List.of("S", "S6", "S4", "R1", "R2-26", "R2");
    for (int i = 0; i < names.size(); i++) {
      Dialect dialect = Features.ALL.get(i).dialect();
      assertSame(dialect, Dialect.named(names.get(i)));
      assertEquals(names.get(i), dialect.name());
      assertEquals(names.get(i), dialect.toString());
    }
  }

  @Test
  void unknownNameIsRefusedWithTheKnownOnes() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Dialect.named("s"));
    assertEquals("no dialect s, there are [S, S6, S4, R1, R2-26, R2]", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "1.16.0, S", "1.16.12, S", "1.17.1, S", "1.18.0, S6", "1.19.2, S4", "1.20.0, R1", "1.21.0, R1",
    "1.22.0, R2-26", "1.24.0, R2-26", "1.25.0, R2", "1.25.0-0123456789a, R2", "1.40.3, R2"})
  void dialectIsKnownByTheVersionOfTheNode(String version, String name) {
    assertSame(Dialect.named(name), Dialect.ofNodeVersion(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.15.0", "1.10.0", "0.16.0", "2.0.0", "1.16", "v1.16.0", "", "1.9999999.0", "1.16.x"})
  void otherVersionsAreRefused(String version) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Dialect.ofNodeVersion(version));
    assertEquals("no dialect is known for workers of node version " + version
        + ": name one of [S, S6, S4, R1, R2-26, R2]", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"S, 20", "S6, 20", "S4, 40", "R1, 40", "R2-26, 40", "R2, 40"})
  void povBombLimitIsFourTimesTheLargestPoV(String name, int mebibytes) {
    assertEquals(mebibytes * 1024 * 1024, Dialect.named(name).povBombLimit());
  }

  @Test
  void artifactIsKnownByItsTwox256WhereTheDialectSendsIt() {
    byte[] artifact = "abc".getBytes(StandardCharsets.US_ASCII);
    Bytes sum = Bytes.fromHex("990977adf52cbc440889329981caa9bef7da5770b2b8a05303b75d95360dd62b");
    for (Features features : Features.ALL) {
      assertEquals(features.checksum() ? Optional.of(sum) : Optional.empty(),
          features.dialect().artifactChecksum(artifact), features::toString);
    }
  }

  @Test
  void formsOfAJobAreThoseOfTheProtocol() {
    for (Features features : Features.ALL) {
      assertEquals(features.frames(), features.dialect().executeRequestFrames(), features::toString);
      assertEquals(features.context(), features.dialect().carriesValidationContext(), features::toString);
    }
  }
}

package io.pvfhost.tests.engine;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecutorParams;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import static io.pvfhost.tests.engine.Candidates.ENGINE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ArtifactTest {

  private static final int CHECKSUM_AT = 8;
  private static final int BODY_AT = 16;

  private static final byte[] ARTIFACT = artifact();

  private static byte[] artifact() {
    try {
      return Candidates.artifact(Sample.ECHO.code().array());
    } catch (PrepareFailure e) {
      throw new AssertionError(e);
    }
  }

  @Property(tries = 200)
  void aTruncatedArtifactIsRefused(@ForAll @IntRange(max = Integer.MAX_VALUE) int at) {
    byte[] truncated = Arrays.copyOf(ARTIFACT, at % ARTIFACT.length);
    assertThrows(ArtifactException.class, () -> ENGINE.load(truncated));
  }

  @Property(tries = 200)
  void anAlteredArtifactIsRefused(
      @ForAll @IntRange(max = Integer.MAX_VALUE) int at, @ForAll @IntRange(max = 7) int bit) {
    byte[] altered = ARTIFACT.clone();
    altered[at % altered.length] ^= (byte) (1 << bit);
    assertThrows(ArtifactException.class, () -> ENGINE.load(altered));
  }

  @Test
  void bytesBehindAnArtifactAreRefused() {
    assertThrows(ArtifactException.class, () -> ENGINE.load(Arrays.copyOf(ARTIFACT, ARTIFACT.length + 1)));
  }

  @Test
  void anArtifactOfAnotherVersionIsRefusedByName() {
    String stored = ENGINE.version().substring(0, ENGINE.version().indexOf(" rules/"));
    byte[] version = stored.getBytes(StandardCharsets.UTF_8);
    byte[] other = ARTIFACT.clone();
    other[BODY_AT + Integer.BYTES + version.length - 1] = '9';
    byte[] checksum = Digests.twox64(other, BODY_AT, other.length - BODY_AT);
    System.arraycopy(checksum, 0, other, CHECKSUM_AT, checksum.length);
    ArtifactException refused = assertThrows(ArtifactException.class, () -> ENGINE.load(other));
    assertTrue(refused.getMessage().contains(stored), refused.getMessage());
  }

  @Test
  void anArtifactForOtherRulesIsRefusedByName() {
    for (RuleSet rules : List.of(RuleSet.RULES_2509, RuleSet.RULES_2409)) {
      ArtifactException refused =
          assertThrows(ArtifactException.class, () -> PvfEngine.create(rules).load(ARTIFACT));
      assertTrue(refused.getMessage().contains("2603"), refused.getMessage());
      assertTrue(refused.getMessage().contains(rules.label()), refused.getMessage());
    }
  }

  @Test
  void allClassesOfAnArtifactVerify() throws ArtifactException {
    ENGINE.verify(ARTIFACT);
    assertThrows(ArtifactException.class, () -> ENGINE.verify(new byte[100]));
  }

  @Test
  void linksOfBytesThatAreNoArtifactCannotBeChecked() {
    PrepareFailure refused = assertThrows(PrepareFailure.class,
        () -> ENGINE.checkLinks(new byte[100], ExecutorParams.EMPTY));
    assertEquals(PrepareFailure.Kind.RUNTIME_CONSTRUCTION, refused.kind());
  }

  @Test
  void preparationIsReproducible() throws PrepareFailure {
    assertArrayEquals(ARTIFACT, Candidates.artifact(Sample.ECHO.code().array()));
  }

  @Test
  void theVersionNamesEngineFormatAndRules() {
    assertTrue(ENGINE.version().matches("pvf-engine/\\d\\S+ format/\\d+ rules/2603"), ENGINE.version());
  }
}

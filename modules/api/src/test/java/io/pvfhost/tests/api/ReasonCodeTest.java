package io.pvfhost.tests.api;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.RetryClass;
import io.pvfhost.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReasonCodeTest {

  @Test
  void wireNamesAreStable() {
    String names = Arrays.stream(ReasonCode.values()).map(ReasonCode::wireName).sorted()
        .collect(Collectors.joining(" "));
    assertEquals("artifact_missing cancelled code_unknown communication_error corrupted_artifact deadline hard_timeout "
        + "host_communication host_dir_failed host_fault host_link_failed host_lost invalid_candidate job_died "
        + "job_error job_timed_out lease_gone malformed ok overloaded params_too_large pov_decompression_failure "
        + "preparation_failed preparation_fault preparation_timed_out repeated_job_failure runtime_construction "
        + "spawn_failed too_large unauthenticated unavailable unsupported worker_died worker_internal", names);
  }

  @Test
  void onlyProvenOutcomesAreVerdicts() {
    Set<ReasonCode> invalid = EnumSet.of(ReasonCode.INVALID_CANDIDATE, ReasonCode.POV_DECOMPRESSION_FAILURE,
        ReasonCode.JOB_TIMED_OUT, ReasonCode.PARAMS_TOO_LARGE, ReasonCode.RUNTIME_CONSTRUCTION,
        ReasonCode.REPEATED_JOB_FAILURE);
    for (ReasonCode code : ReasonCode.values()) {
      Verdict refused = invalid.contains(code) ? Verdict.INVALID : Verdict.NONE;
      Verdict expected = code == ReasonCode.OK ? Verdict.VALID : refused;
      assertEquals(expected, code.verdict(), code.wireName());
    }
  }

  @ParameterizedTest
  @EnumSource(ReasonCode.class)
  void failureCode422GoesWithInvalidAndNoCodeWithOkOnly(ReasonCode code) {
    assertEquals(code != ReasonCode.OK, code.failureCode().isPresent());
    assertEquals(code.verdict() == Verdict.INVALID,
        code.failureCode().equals(Optional.of(FailureCode.INVALID_CANDIDATE)));
  }

  @ParameterizedTest
  @EnumSource(ReasonCode.class)
  void everyCodeIsFoundByItsWireName(ReasonCode code) {
    assertEquals(Optional.of(code), ReasonCode.named(code.wireName()));
  }

  @Test
  void namesThatAreNoneAreNotFound() {
    assertEquals(Optional.empty(), ReasonCode.named("OK"));
    assertEquals(Optional.empty(), ReasonCode.named(""));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void aBareFailureIsNeverAVerdict(FailureCode code) {
    Reason reason = Reason.of(new PvfException(code, "text"));
    assertEquals(Verdict.NONE, reason.code().verdict());
    assertEquals("text", reason.message());
    if (code != FailureCode.INVALID_CANDIDATE) {
      assertEquals(Optional.of(code), reason.code().failureCode());
    }
  }

  @Test
  void retryClassesAreThoseOfTheSpec() {
    assertEquals(RetryClass.DEATH, ReasonCode.WORKER_DIED.retryClass());
    assertEquals(RetryClass.DEATH, ReasonCode.COMMUNICATION_ERROR.retryClass());
    assertEquals(RetryClass.DEATH, ReasonCode.JOB_DIED.retryClass());
    assertEquals(RetryClass.JOB_ERROR, ReasonCode.JOB_ERROR.retryClass());
    assertEquals(RetryClass.INTERNAL, ReasonCode.WORKER_INTERNAL.retryClass());
    assertEquals(RetryClass.RUNTIME, ReasonCode.RUNTIME_CONSTRUCTION.retryClass());
    assertEquals(RetryClass.RUNTIME, ReasonCode.CORRUPTED_ARTIFACT.retryClass());
    assertFalse(ReasonCode.INVALID_CANDIDATE.retryMayHelp());
    assertFalse(ReasonCode.PREPARATION_FAILED.retryMayHelp());
    assertTrue(ReasonCode.HOST_LINK_FAILED.retryMayHelp());
  }

  @Test
  void aReasonBecomesAnExceptionThatNamesIt() {
    PvfException failure = new Reason(ReasonCode.SPAWN_FAILED, "no such file").toException();
    assertEquals(FailureCode.UNAVAILABLE, failure.code());
    assertEquals("spawn_failed: no such file", failure.getMessage());
    assertEquals("overloaded", new Reason(ReasonCode.OVERLOADED, "").toException().getMessage());
    assertThrows(IllegalStateException.class, Reason.OK::toException);
  }

  @Test
  void aLongMessageIsCutAndSaysSo() {
    String cut = new Reason(ReasonCode.JOB_ERROR, "x".repeat(10_000)).message();
    assertEquals(PvfLimits.MAX_MESSAGE_CHARS, cut.length());
    assertTrue(cut.endsWith("x... (10000 characters)"), cut.substring(cut.length() - 30));
    String full = "x".repeat(PvfLimits.MAX_MESSAGE_CHARS);
    assertEquals(full, new Reason(ReasonCode.JOB_ERROR, full).message());
  }

  @Test
  void aCutNeverSplitsACharacter() {
    int kept = PvfLimits.MAX_MESSAGE_CHARS - "... (10001 characters)".length();
    String text = "x".repeat(kept - 1) + "\ud83d\ude00".repeat((10_002 - kept) / 2);
    String cut = new Reason(ReasonCode.JOB_ERROR, text).message();
    assertTrue(cut.contains("x... ("), cut.substring(kept - 5));
  }
}

package io.pvfhost.tests.node;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.node.load.AdderJobs;
import io.pvfhost.node.load.CandidateExpectation;
import io.pvfhost.node.load.CandidateJobs;
import io.pvfhost.node.load.CpuJobs;
import io.pvfhost.node.load.JobSource;
import io.pvfhost.node.load.LargeJobs;
import io.pvfhost.node.load.LoadJob;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.node.load.ResidueJobs;
import io.pvfhost.scale.Bytes;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LoadMixTest {

  private static final int MANY = 2000;

  private static LoadMix only(JobSource source) {
    return new LoadMix(List.of(new LoadMix.Part(source, 1)));
  }

  private static String content(LoadJob job) {
    return job.kind() + job.request().toBuilder().jobId("same").build().toJson().encode();
  }

  @Test
  void theSameSeedMakesTheSameJobsInAnyOrder() {
    LoadMix one = LoadMix.standard();
    LoadMix other = LoadMix.standard();
    for (int number = 50; number >= 0; number--) {
      assertEquals(content(one.job(3, 50 - number)), content(other.job(3, 50 - number)));
      assertEquals(content(one.job(3, number)), content(other.job(3, number)));
    }
  }

  @Test
  void anotherSeedMakesOtherJobs() {
    LoadMix mix = only(new AdderJobs());
    Set<String> blocks = new HashSet<>();
    for (long seed = -2; seed < 3; seed++) {
      for (int number = 0; number < 100; number++) {
        blocks.add(mix.job(seed, number).request().pov().blockData().toHex());
      }
    }
    assertEquals(500, blocks.size());
  }

  @Test
  void theStandardMixHasEveryKindInItsShare() {
    LoadMix mix = LoadMix.standard();
    Map<String, Long> kinds = IntStream.range(0, MANY).mapToObj(number -> mix.job(1, number).kind())
        .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
    assertEquals(Set.of("adder", "cpu", "residue", "invalid", "large"), kinds.keySet());
    assertTrue(kinds.get("adder") > kinds.get("cpu") + kinds.get("large"), kinds.toString());
    assertTrue(kinds.get("large") > MANY / 50, kinds.toString());
  }

  @Test
  void largeJobsAreAboveWhatAMessageHoldsAndNoLargerThanAsked() {
    LoadMix mix = only(new LargeJobs(LargeJobs.MAX_BYTES));
    Set<Integer> sizes = new HashSet<>();
    for (int number = 0; number < 50; number++) {
      LoadJob job = mix.job(1, number);
      sizes.add(job.request().pov().blockData().length());
      assertFalse(job.request().exceedsMaxPovSize());
    }
    assertEquals(4, sizes.size());
    assertTrue(sizes.contains(LargeJobs.MAX_BYTES) && sizes.stream().allMatch(size -> size > 256 << 10),
        sizes.toString());
  }

  @Test
  void refusesSizesRoundsAndWeightsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new LargeJobs(256 << 10));
    assertThrows(IllegalArgumentException.class, () -> new LargeJobs(LargeJobs.MAX_BYTES + 1));
    assertThrows(IllegalArgumentException.class, () -> new CpuJobs(0));
    assertThrows(IllegalArgumentException.class, () -> new LoadMix.Part(new ResidueJobs(), 0));
    assertThrows(IllegalArgumentException.class, () -> new LoadMix(List.of()));
  }

  @Test
  void allAnswersToAnOwnCandidateMustBeTheSame() {
    ExecuteRequest request = FakeHosts.ADDER.job(1, 1).request();
    LoadJob job = only(new CandidateJobs(request,
        new CandidateExpectation(Verdict.INVALID, Optional.empty(), Optional.empty()))).job(1, 1);
    assertTrue(job.expected().deviation(FakeHosts.right(request)).isPresent());
    assertEquals(Optional.empty(),
        job.expected().deviation(FakeHosts.without(request, ReasonCode.INVALID_CANDIDATE, "")));
    assertTrue(job.expected().deviation(FakeHosts.without(request, ReasonCode.JOB_TIMED_OUT, "")).isPresent());
    assertEquals(Optional.empty(),
        job.expected().deviation(FakeHosts.without(request, ReasonCode.INVALID_CANDIDATE, "in other words")));
  }

  @Test
  void headAndReasonOfAnOwnCandidateCountWhereTheyAreKnown() {
    ExecuteRequest request = FakeHosts.ADDER.job(1, 1).request();
    Bytes head = FakeHosts.result(request).headData();
    assertEquals(Optional.empty(), new CandidateExpectation(Verdict.VALID, Optional.of(head), Optional.empty())
        .deviation(FakeHosts.right(request)));
    assertTrue(new CandidateExpectation(Verdict.VALID, Optional.of(Bytes.EMPTY), Optional.empty())
        .deviation(FakeHosts.right(request)).isPresent());
    assertTrue(new CandidateExpectation(Verdict.INVALID, Optional.empty(), Optional.of(ReasonCode.JOB_TIMED_OUT))
        .deviation(FakeHosts.without(request, ReasonCode.INVALID_CANDIDATE, "")).isPresent());
    assertThrows(IllegalArgumentException.class,
        () -> new CandidateExpectation(Verdict.NONE, Optional.empty(), Optional.empty()));
  }
}

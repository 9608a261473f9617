package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.Verdict;

import java.util.Objects;
import java.util.SplittableRandom;

/** A candidate of the operator's own, again and again. */
public final class CandidateJobs implements JobSource {

  private final LoadJob job;

  /**
   * @param request the candidate
   * @param expected the right answer, of which at least the {@link Verdict} is known
   */
  public CandidateJobs(ExecuteRequest request, CandidateExpectation expected) {
    this.job = new LoadJob(kind(), Objects.requireNonNull(request, "request"),
        Objects.requireNonNull(expected, "expected"));
  }

  @Override
  public String kind() {
    return "candidate";
  }

  @Override
  public LoadJob next(SplittableRandom random) {
    return job;
  }
}

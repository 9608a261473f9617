package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.CpuHeavy;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;

import java.util.SplittableRandom;

/** Jobs that compute for a while; valid. Their lengths are eight, from an eighth of the longest to the longest. */
public final class CpuJobs implements JobSource {

  /** Default rounds of the longest job = 4 million, some 10 ms. */
  public static final int DEFAULT_ROUNDS = 4_000_000;

  /** Most rounds, about a second. */
  public static final int MAX_ROUNDS = 200_000_000;

  private static final int LENGTHS = 8;

  private final ValidationCode code = ValidationCode.of(Sample.CPU_HEAVY.code());
  private final int rounds;
  /** Filled as they are needed, since a head takes as long here as in a worker. */
  private final Bytes[] heads = new Bytes[LENGTHS];

  /** @param rounds of the longest job, 1 to {@link #MAX_ROUNDS} */
  public CpuJobs(int rounds) {
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException("rounds: " + rounds + " is not in 1 to " + MAX_ROUNDS);
    }
    this.rounds = rounds;
  }

  @Override
  public String kind() {
    return "cpu";
  }

  @Override
  public LoadJob next(SplittableRandom random) {
    int length = random.nextInt(LENGTHS);
    long jobRounds = (long) rounds * (length + 1) / LENGTHS;
    if (heads[length] == null) {
      heads[length] = CpuHeavy.head(jobRounds);
    }
    long relayParentNumber = Candidates.relayParentNumber(random);
    ExecuteRequest request =
        Candidates.request(code, Bytes.EMPTY, CpuHeavy.block(jobRounds), relayParentNumber);
    return new LoadJob(kind(), request, Expectation.valid(Candidates.result(heads[length], relayParentNumber)));
  }
}

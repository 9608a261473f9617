package io.pvfhost.node.load;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Kinds of jobs and how often each comes.
 *
 * @param parts at least one, at most {@link #MAX_PARTS}
 */
public record LoadMix(List<Part> parts) {

  /** Most parts of a mix. */
  public static final int MAX_PARTS = 64;

  /** Largest weight. */
  public static final int MAX_WEIGHT = 1_000_000;

  /** Spreads the numbers of jobs over all seeds of a generator. */
  private static final long SPREAD = 0xd1342543de82ef95L;

  public LoadMix {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException("a mix has 1 to " + MAX_PARTS + " parts, not " + parts.size());
    }
  }

  /**
   * One kind.
   *
   * @param source makes its jobs
   * @param weight 1 to {@link #MAX_WEIGHT}: so many of the sum of all weights are of this kind, on average
   */
  public record Part(JobSource source, int weight) {

    public Part {
      if (weight < 1 || weight > MAX_WEIGHT) {
        throw new IllegalArgumentException("weight: " + weight + " is not in 1 to " + MAX_WEIGHT);
      }
    }
  }

  /** @return the mix used where none is given: mostly short jobs, some long, some invalid, some with large PoVs */
  public static LoadMix standard() {
    return new LoadMix(List.of(
        new Part(new AdderJobs(), 60),
        new Part(new CpuJobs(CpuJobs.DEFAULT_ROUNDS), 15),
        new Part(new ResidueJobs(), 5),
        new Part(new InvalidJobs(), 15),
        new Part(new LargeJobs(LargeJobs.DEFAULT_BYTES), 5)));
  }

  /**
   * The job of a number. Depends on nothing but the mix, the seed and the number.
   *
   * @param seed of the load
   * @param number of the job
   * @return the job
   */
  public LoadJob job(long seed, int number) {
    SplittableRandom random = new SplittableRandom(seed ^ (number + 1L) * SPREAD);
    int at = random.nextInt(parts.stream().mapToInt(Part::weight).sum());
    for (Part part : parts) {
      at -= part.weight();
      if (at < 0) {
        return part.source().next(random);
      }
    }
    throw new IllegalStateException("drew beyond the sum of weights");
  }
}

package io.pvfhost.node.load;

import java.util.SplittableRandom;

/** Makes the jobs of one kind. The same numbers drawn make the same job. */
public interface JobSource {

  /** The name of the kind, as in a mix. */
  String kind();

  /**
   * Makes a job.
   *
   * @param random where everything about it that varies comes from
   * @return the job
   */
  LoadJob next(SplittableRandom random);
}

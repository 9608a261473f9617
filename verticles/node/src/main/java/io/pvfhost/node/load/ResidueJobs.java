package io.pvfhost.node.load;

import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleWriter;

import java.util.SplittableRandom;

/** Jobs that look for what the job before them has left in memory, of which there must be nothing; valid. */
public final class ResidueJobs implements JobSource {

  /** One call counted in a global, one in memory, no word of memory that was not zero. */
  private static final Bytes FRESH = new ScaleWriter().u32(1).u32(1).u32(0).toBytes();

  private final ValidationCode code = ValidationCode.of(Sample.RESIDUE.code());

  @Override
  public String kind() {
    return "residue";
  }

  @Override
  public LoadJob next(SplittableRandom random) {
    return new LoadJob(kind(),
        Candidates.request(code, Bytes.EMPTY, Bytes.EMPTY, Candidates.relayParentNumber(random)),
        Expectation.valid(Candidates.result(FRESH, 0)));
  }
}

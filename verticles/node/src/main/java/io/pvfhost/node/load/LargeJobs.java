package io.pvfhost.node.load;

import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

import java.util.SplittableRandom;

/**
 * Jobs with block data too large for the event bus, which the validation code hashes as a whole; valid. There are four
 * contents of four sizes, made when first needed and shared by all jobs, so that memory does not grow with the load.
 */
public final class LargeJobs implements JobSource {

  /** Least size of the largest block data in bytes: above what goes inside a message between hosts. */
  public static final int MIN_BYTES = (256 << 10) + 1;

  /** Most bytes of block data: what a PoV of the size that relay chains allow has room for. */
  public static final int MAX_BYTES = PvfLimits.DEFAULT_MAX_POV_SIZE - 4;

  /** Default size of the largest block data = 1 MiB. */
  public static final int DEFAULT_BYTES = 1 << 20;

  private static final int CONTENTS = 4;

  private final ValidationCode code = ValidationCode.of(Sample.HASHER.code());
  private final int bytes;
  private final Bytes[] contents = new Bytes[CONTENTS];
  private final Bytes[] heads = new Bytes[CONTENTS];

  /** @param bytes size of the largest block data, {@link #MIN_BYTES} to {@link #MAX_BYTES} */
  public LargeJobs(int bytes) {
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("bytes: " + bytes + " is not in " + MIN_BYTES + " to " + MAX_BYTES);
    }
    this.bytes = bytes;
  }

  @Override
  public String kind() {
    return "large";
  }

  @Override
  public LoadJob next(SplittableRandom random) {
    int which = random.nextInt(CONTENTS);
    if (contents[which] == null) {
      make(which);
    }
    long relayParentNumber = Candidates.relayParentNumber(random);
    return new LoadJob(kind(), Candidates.request(code, Bytes.EMPTY, contents[which], relayParentNumber),
        Expectation.valid(Candidates.result(heads[which], relayParentNumber)));
  }

  // From a generator of its own, so that the content does not depend on the job that comes first.
  private void make(int which) {
    long above = (long) (bytes - MIN_BYTES) * (which + 1) / CONTENTS;
    byte[] content = new byte[Math.toIntExact(MIN_BYTES + above)];
    new SplittableRandom(which).nextBytes(content);
    contents[which] = Bytes.wrap(content);
    heads[which] = Hash.blake2b256(content).bytes();
  }
}

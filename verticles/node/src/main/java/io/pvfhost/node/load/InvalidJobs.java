package io.pvfhost.node.load;

import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Invalid candidates of several sorts, each decided by a worker. */
public final class InvalidJobs implements JobSource {

  /** The first bytes of a compressed blob, and then none of its own. */
  private static final Bytes BROKEN_BLOB = Bytes.fromHex("52bc537646db8e05ffff");

  private final ValidationCode adder = ValidationCode.of(Sample.ADDER.code());
  private final ValidationCode trap = ValidationCode.of(Sample.TRAP.code());
  private final ValidationCode badResult = ValidationCode.of(Sample.BAD_RESULT_POINTER.code());
  private final ValidationCode garbage = ValidationCode.of(Sample.GARBAGE_RESULT.code());
  private final ValidationCode echo = ValidationCode.of(Sample.ECHO.code());
  private final List<Function<SplittableRandom, LoadJob>> sorts = List.of(this::otherState, this::cutBlock,
      random -> refused(trap, Bytes.EMPTY), random -> refused(badResult, Bytes.EMPTY),
      random -> refused(garbage, Bytes.EMPTY), random -> broken());

  @Override
  public String kind() {
    return "invalid";
  }

  @Override
  public LoadJob next(SplittableRandom random) {
    return sorts.get(random.nextInt(sorts.size())).apply(random);
  }

  /** A block on a state that is not the parent's. */
  private LoadJob otherState(SplittableRandom random) {
    long state = random.nextLong();
    Bytes parent = AdderJobs.head(random, state);
    return refused(adder, parent, Adder.block(state + 1, random.nextLong()));
  }

  /** A block that ends too early. */
  private LoadJob cutBlock(SplittableRandom random) {
    long state = random.nextLong();
    Bytes parent = AdderJobs.head(random, state);
    Bytes block = Adder.block(state, random.nextLong());
    return refused(adder, parent, block.slice(0, random.nextInt(block.length())));
  }

  private LoadJob broken() {
    return new LoadJob(kind(), Candidates.request(echo, Bytes.EMPTY, BROKEN_BLOB, 1),
        Expectation.invalid(ReasonCode.POV_DECOMPRESSION_FAILURE));
  }

  private LoadJob refused(ValidationCode code, Bytes blockData) {
    return refused(code, Bytes.EMPTY, blockData);
  }

  private LoadJob refused(ValidationCode code, Bytes parentHead, Bytes blockData) {
    return new LoadJob(kind(), Candidates.request(code, parentHead, blockData, 1),
        Expectation.invalid(ReasonCode.INVALID_CANDIDATE));
  }
}

package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

import java.util.SplittableRandom;

/** Blocks of the adder on a parent of any number, history and state; valid. */
public final class AdderJobs implements JobSource {

  private final ValidationCode code = ValidationCode.of(Sample.ADDER.code());

  @Override
  public String kind() {
    return "adder";
  }

  @Override
  public LoadJob next(SplittableRandom random) {
    long state = random.nextLong();
    long add = random.nextLong();
    Bytes parent = head(random, state);
    long relayParentNumber = Candidates.relayParentNumber(random);
    ExecuteRequest request = Candidates.request(code, parent, Adder.block(state, add), relayParentNumber);
    return new LoadJob(kind(), request,
        Expectation.valid(Candidates.result(Adder.nextHead(parent, state, add), relayParentNumber)));
  }

  /** A head whose state is the one given, all else drawn. */
  static Bytes head(SplittableRandom random, long state) {
    byte[] parentHash = new byte[Hash.LENGTH];
    random.nextBytes(parentHash);
    return new Adder.Head(random.nextLong(), Hash.of(parentHash), Adder.stateHash(state)).encode();
  }
}

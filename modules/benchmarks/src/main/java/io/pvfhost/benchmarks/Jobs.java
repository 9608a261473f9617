package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;

/** The candidates that benchmarks ask about. */
final class Jobs {

  private static final long MAX_POV_BYTES = 5L << 20;
  private static final Bytes GENESIS = Adder.genesisHead();
  private static final ValidationCode ADDER = ValidationCode.of(Sample.ADDER.code());
  private static final ValidationCode NOTHING = ValidationCode.of(Sample.UNCALLED_IMPORT.code());
  private static final ValidationCode ENDLESS = ValidationCode.of(Sample.ENDLESS_LOOP.code());

  private Jobs() {
  }

  /** A first block of the adder that adds {@code number}; valid. */
  static ExecuteRequest adder(int number) {
    return request(ADDER, GENESIS, Adder.block(0, number), 1).build();
  }

  /** The head that {@link #adder} leads to. */
  static Bytes adderHead(int number) {
    return Adder.nextHead(GENESIS, 0, number);
  }

  /** Code that returns a constant: the least that a real worker can be asked for. */
  static ExecuteRequest nothing() {
    return request(NOTHING, Bytes.EMPTY, Bytes.EMPTY, 1).build();
  }

  /** Code that never ends. */
  static ExecuteRequest.Builder endless() {
    return request(ENDLESS, Bytes.EMPTY, Bytes.EMPTY, 1);
  }

  static ExecuteRequest.Builder request(ValidationCode code, Bytes parentHead, Bytes blockData, long relayParent) {
    return ExecuteRequest.builder(code, new PersistedValidationData(parentHead, relayParent, Hash.ZERO, MAX_POV_BYTES),
        new PoV(blockData));
  }
}

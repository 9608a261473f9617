package io.pvfhost.host;

import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.PrepareError;
import io.pvfhost.wire.PrepareStats;

import java.nio.file.Path;

/** How one prepare job ended (protocol, section 7.1). */
public sealed interface PrepareOutcome {

  /**
   * The artifact has been taken out of the worker's directory.
   *
   * @param staged where it lies now, to be put into the store or removed
   * @param checksum what the worker says of it; which function made it depends on the dialect
   * @param stats what the preparation took
   */
  record Prepared(Path staged, Bytes checksum, PrepareStats stats) implements PrepareOutcome {
  }

  /**
   * There is no artifact.
   *
   * @param error why
   */
  record Failed(PrepareError error) implements PrepareOutcome {
  }

  /**
   * The request did not reach the worker; another worker may be asked.
   *
   * @param text why
   */
  record Unreachable(String text) implements PrepareOutcome {
  }
}

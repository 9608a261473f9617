package io.pvfhost.execute.impl;

import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

/** Where a job gets its validation code from when it came with the hash only. */
@FunctionalInterface
interface CodeSource {

  /** The code with its bytes; fails with a {@code PvfException}, CODE_UNKNOWN when nobody asked has it. */
  Future<ValidationCode> fetch(Hash code);
}

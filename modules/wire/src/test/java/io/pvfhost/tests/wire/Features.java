package io.pvfhost.tests.wire;

import io.pvfhost.wire.Dialect;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

import java.util.List;
import java.util.function.Function;

/**
 * What a dialect can express, written down from the protocol description and not from the dialect itself.
 *
 * @param dialect the dialect
 * @param frames of one execute job
 * @param codeBombLimit whether a prepare request carries one
 * @param checksum whether a job carries the artifact's checksum, and may be answered that it is wrong
 * @param context whether a job carries its candidate's context
 * @param rawVersion whether the context tells the byte of an unknown descriptor version
 * @param hostFunctions whether executor params can enable host functions
 */
record Features(Dialect dialect, int frames, boolean codeBombLimit, boolean checksum, boolean context,
    boolean rawVersion, boolean hostFunctions) {

  static final List<Features> ALL = List.of(
      new Features(Dialect.S, 3, false, false, false, false, false),
      new Features(Dialect.S6, 3, true, false, false, false, false),
      new Features(Dialect.S4, 4, true, true, false, false, false),
      new Features(Dialect.R1, 1, true, true, false, false, false),
      new Features(Dialect.R2_26, 1, true, true, true, false, true),
      new Features(Dialect.R2, 1, true, true, true, true, true));

  /** A message of one dialect. */
  record Said<T>(Dialect dialect, T message) {
  }

  /** Messages of all dialects. */
  static <T> Arbitrary<Said<T>> any(Function<Features, Arbitrary<T>> messages) {
    return Arbitraries.of(ALL).flatMap(
        features -> messages.apply(features).map(message -> new Said<>(features.dialect(), message)));
  }

  @Override
  public String toString() {
    return dialect.toString();
  }
}

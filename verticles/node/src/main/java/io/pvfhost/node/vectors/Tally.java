package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;

import java.nio.file.Path;

/**
 * What came of one file under one rule set.
 *
 * @param file the file
 * @param rules the rules
 * @param runs runs answered
 * @param equal runs answered as Parity's workers do
 */
public record Tally(Path file, RuleSet rules, int runs, int equal) {

  /** Runs answered otherwise. */
  public int different() {
    return runs - equal;
  }

  Tally with(boolean isEqual) {
    return new Tally(file, rules, runs + 1, isEqual ? equal + 1 : equal);
  }
}

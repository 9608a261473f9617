package io.pvfhost.node.vectors;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One candidate, and how Parity's workers answered it.
 *
 * @param name tells it from the others of its file
 * @param parentHead head of the parent block
 * @param blockData the block data
 * @param relayParentNumber number of the relay parent
 * @param storageRoot storage root of the relay parent
 * @param maxPovSize largest encoded PoV, bytes
 * @param cpuBudget CPU time of the execution
 * @param answers by label of the rule set; none if it has not been judged yet
 */
record VectorRun(String name, Bytes parentHead, BlockData blockData, long relayParentNumber, Hash storageRoot,
    long maxPovSize, Duration cpuBudget, Map<String, Answer> answers) {

  VectorRun {
    answers = Map.copyOf(answers);
  }

  /** The answer under some rules: that of the default ones where no other is given; empty if there is none at all. */
  Optional<Answer> expected(RuleSet rules) {
    return Optional.ofNullable(answers.getOrDefault(rules.label(), answers.get(RuleSet.DEFAULT.label())));
  }
}

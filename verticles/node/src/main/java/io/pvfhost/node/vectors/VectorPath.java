package io.pvfhost.node.vectors;

import java.io.IOException;
import java.util.List;

/** A way that candidates take to an answer. */
public interface VectorPath {

  /**
   * Answers all runs of a module, in their order. Blocks; called by several threads.
   *
   * @throws IOException if block data cannot be read
   */
  List<Answer> answers(VectorModule module) throws IOException, InterruptedException;
}

package io.pvfhost.node.vectors;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;

import java.util.List;

/**
 * Validation code and the runs it was judged with.
 *
 * @param code Wasm, plain or compressed
 * @param params executor params of all runs
 * @param runs at least one
 */
record VectorModule(Bytes code, ExecutorParams params, List<VectorRun> runs) {

  VectorModule {
    runs = List.copyOf(runs);
  }

  VectorModule first(int count) {
    return runs.size() <= count ? this : new VectorModule(code, params, runs.subList(0, count));
  }
}

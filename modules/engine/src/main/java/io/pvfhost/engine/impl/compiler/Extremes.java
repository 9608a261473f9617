package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.FunctionFigures;
import io.pvfhost.engine.PreparedCode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the largest or deepest functions of those it is told of. */
final class Extremes {

  private final Comparator<FunctionFigures> order;
  private final List<FunctionFigures> kept = new ArrayList<>();

  /** Makes an empty list, largest first by an order. */
  Extremes(Comparator<FunctionFigures> order) {
    this.order = order;
  }

  void add(FunctionFigures function) {
    if (kept.size() == PreparedCode.LISTED) {
      if (order.compare(function, kept.get(kept.size() - 1)) <= 0) {
        return;
      }
      kept.remove(kept.size() - 1);
    }
    int at = kept.size();
    while (at > 0 && order.compare(function, kept.get(at - 1)) > 0) {
      at--;
    }
    kept.add(at, function);
  }

  List<FunctionFigures> list() {
    return kept;
  }
}

package io.pvfhost.tests.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes a program smaller as long as it keeps a property: bodies, then statements, then operands are replaced by less.
 */
final class Shrinking {

  private static final int ATTEMPTS = 3_000;

  private final Predicate<Program> keeps;
  private Program smallest;
  private int attempts;

  private Shrinking(Program program, Predicate<Program> keeps) {
    this.smallest = program;
    this.keeps = keeps;
  }

  /**
   * Returns the smallest program found.
   *
   * @param program one that has the property
   * @param keeps the property; programs that it is asked about are valid
   */
  static Program of(Program program, Predicate<Program> keeps) {
    return new Shrinking(program, keeps).run();
  }

  private Program run() {
    boolean smaller = true;
    while (smaller && attempts < ATTEMPTS) {
      smaller = false;
      for (int function = 0; function < smallest.functions().size(); function++) {
        smaller |= emptied(function) || reduced(function);
      }
    }
    return smallest;
  }

  private boolean accept(Program candidate) {
    attempts++;
    if (attempts > ATTEMPTS || !keeps.test(candidate)) {
      return false;
    }
    smallest = candidate;
    return true;
  }

  private boolean emptied(int function) {
    byte result = smallest.typeOf(function).result();
    List<Node> least = result == Types.NONE ? List.of() : List.of(Node.least(result));
    List<Node> body = smallest.functions().get(function).body();
    boolean already = body.size() == least.size() && body.stream().allMatch(Node::isLeast);
    return !already && accept(smallest.withBody(function, least));
  }

  private boolean reduced(int function) {
    boolean any = false;
    for (int at = 0; at < size(smallest.functions().get(function).body()); at++) {
      any |= dropped(function, at) || simplified(function, at);
    }
    return any;
  }

  private boolean dropped(int function, int at) {
    List<Node> body = smallest.functions().get(function).body();
    List<Node> without = new Walk(at, node -> null).list(body);
    return size(without) < size(body) && accept(smallest.withBody(function, without));
  }

  private boolean simplified(int function, int at) {
    List<Node> body = smallest.functions().get(function).body();
    List<List<Node>> candidates = new ArrayList<>();
    candidates.add(new Walk(at, node -> node.isLeast() ? node : Node.least(node.type())).list(body));
    for (int kid = 0; kid < 3; kid++) {
      int which = kid;
      candidates.add(new Walk(at, node -> node.kids().size() > which && node.kids().get(which).type() == node.type()
          ? node.kids().get(which) : node).list(body));
    }
    for (List<Node> candidate : candidates) {
      if (!candidate.equals(body) && accept(smallest.withBody(function, candidate))) {
        return true;
      }
    }
    return false;
  }

  private static int size(List<Node> nodes) {
    int size = 0;
    for (Node node : nodes) {
      size += 1 + size(node.kids());
      for (List<Node> body : node.bodies()) {
        size += size(body);
      }
    }
    return size;
  }

  /** Copies a list of trees with a change of the node of one number; only statements can become null, which drops. */
  private static final class Walk {

    private int countdown;
    private final UnaryOperator<Node> change;

    Walk(int at, UnaryOperator<Node> change) {
      this.countdown = at;
      this.change = change;
    }

    List<Node> list(List<Node> nodes) {
      List<Node> copy = new ArrayList<>();
      for (Node node : nodes) {
        Node changed = node(node, node.type() == Types.NONE);
        if (changed != null) {
          copy.add(changed);
        }
      }
      return copy;
    }

    private Node node(Node node, boolean droppable) {
      if (countdown-- == 0) {
        Node changed = node.fixed() ? node : change.apply(node);
        return changed == null && !droppable ? node : changed;
      }
      if (countdown < 0 || node.fixed()) {
        return node;
      }
      List<Node> kids = node.kids().stream().map(kid -> node(kid, false)).toList();
      List<List<Node>> bodies = node.bodies().stream().map(this::list).toList();
      return node.with(kids, bodies);
    }
  }
}

package io.pvfhost.engine.impl.wasm;

/** What a module imports, defines and exports. */
public sealed interface Entity {

  /** Returns the name of the kind of entity. */
  String kind();

  /**
   * A function.
   *
   * @param typeIndex index into the types
   */
  record Function(int typeIndex) implements Entity {
    @Override
    public String kind() {
      return "function";
    }
  }

  /**
   * A table of functions.
   *
   * @param limits its size
   */
  record Table(Limits limits) implements Entity {
    @Override
    public String kind() {
      return "table";
    }
  }

  /**
   * A linear memory.
   *
   * @param limits its size
   */
  record Memory(Limits limits) implements Entity {
    @Override
    public String kind() {
      return "memory";
    }
  }

  /**
   * A global variable.
   *
   * @param type its type
   * @param mutable whether it may change
   */
  record Global(ValueType type, boolean mutable) implements Entity {
    @Override
    public String kind() {
      return "global";
    }
  }
}

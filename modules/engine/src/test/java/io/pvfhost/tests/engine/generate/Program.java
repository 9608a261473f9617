package io.pvfhost.tests.engine.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * A generated module. Function {@code i} is exported as {@code fi}, mutable global {@code i} as {@code gi}, the memory
 * as {@code memory}, and a function {@code refuel} that sets global 0, which bounds all loops and calls.
 *
 * @param types function types
 * @param functions in index order; there are no imports
 * @param globals global 0 is the fuel
 * @param table function of each entry, -1 for none
 * @param data bytes at the start of the memory
 * @param pages initial pages of the memory
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Program(
    List<FunctionType> types, List<Function> functions, List<Global> globals, int[] table, byte[] data, int pages) {

  static final int FUEL = 0;

  /** A function type. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record FunctionType(byte[] params, byte result) {}

  /** A function; locals do not include its parameters. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Function(int type, byte[] locals, List<Node> body) {}

  /** A global and its first value. */
  record Global(byte type, boolean mutable, long bits) {}

  FunctionType typeOf(int function) {
    return types.get(functions.get(function).type());
  }

  Program withBody(int function, List<Node> body) {
    List<Function> changed = new ArrayList<>(functions);
    Function old = functions.get(function);
    changed.set(function, new Function(old.type(), old.locals(), body));
    return new Program(types, changed, globals, table, data, pages);
  }
}

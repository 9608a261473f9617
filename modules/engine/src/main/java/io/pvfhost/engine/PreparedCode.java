package io.pvfhost.engine;

import java.util.List;

/**
 * The result of a preparation.
 *
 * @param artifact what {@link PvfEngine#load} takes; private to one {@link PvfEngine#version()}
 * @param functions number of functions defined by the code
 * @param imports imported functions, as {@code module:name}, in the order of the code
 * @param largest its functions with the largest bodies, at most {@link #LISTED}, the largest first
 * @param deepest those that take most of the logical stack, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record PreparedCode(
    byte[] artifact,
    int functions,
    List<String> imports,
    List<FunctionFigures> largest,
    List<FunctionFigures> deepest) {

  /** How many functions are listed. */
  public static final int LISTED = 10;

  public PreparedCode {
    imports = List.copyOf(imports);
    largest = List.copyOf(largest);
    deepest = List.copyOf(deepest);
  }
}

package io.pvfhost.engine;

import java.util.List;

/**
 * The result of a preparation.
 *
 * @param artifact what {@link PvfEngine#load} takes; private to one {@link PvfEngine#version()}
 * @param functions number of functions defined by the code
 * @param imports imported functions, as {@code module:name}, in the order of the code
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record PreparedCode(byte[] artifact, int functions, List<String> imports) {

  public PreparedCode {
    imports = List.copyOf(imports);
  }
}

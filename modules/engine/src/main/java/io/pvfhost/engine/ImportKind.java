package io.pvfhost.engine;

import io.pvfhost.engine.impl.host.HostFunctions;

/** What becomes of an import of validation code. */
public enum ImportKind {
  /** A host function that is there. */
  KNOWN,
  /** Links, and traps when it is called (spec 6.6). */
  MISSING,
  /** An elliptic-curve function, there only from crate 26 on and if the executor params enable it; else missing. */
  ELLIPTIC_CURVE,
  /** Of another module than {@code env}: the code cannot be instantiated. */
  FOREIGN;

  private static final String HOST_MODULE = "env:";

  /**
   * Returns the kind of a function import, which is the same by all rules.
   *
   * @param qualifiedName {@code module:name}, as in {@link CodeSummary#imports}
   */
  public static ImportKind of(String qualifiedName) {
    if (!qualifiedName.startsWith(HOST_MODULE)) {
      return FOREIGN;
    }
    String name = qualifiedName.substring(HOST_MODULE.length());
    if (HostFunctions.findCurve(name).isPresent()) {
      return ELLIPTIC_CURVE;
    }
    return HostFunctions.find(name, RuleSet.DEFAULT).isPresent() ? KNOWN : MISSING;
  }
}

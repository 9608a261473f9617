package io.pvfhost.engine;

/** Why validation code could not be prepared; the kinds are those of spec 3.7. */
public final class PrepareFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What failed. */
  public enum Kind {
    /** The code is no Wasm module. Deterministic. */
    PREVALIDATION,
    /** The module is invalid or beyond what can be compiled. Deterministic. */
    PREPARATION,
    /** The imports cannot be satisfied. */
    RUNTIME_CONSTRUCTION,
    /**
     * This engine cannot prepare it, for a reason of its own: the artifact would be too large, or the compiler failed.
     * No verdict: Parity's workers may accept the code.
     */
    INTERNAL
  }

  private final Kind kind;

  public PrepareFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public PrepareFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

package io.pvfhost.engine.impl.ecc;

/** Results of calls, with the codes of spec 6.6. */
public enum CurveResult {
  /** The output is written. */
  OK(0),
  /** The output buffer is shorter than the output. */
  TOO_SMALL(1),
  /** An argument cannot be decoded. */
  UNDECODABLE(2),
  /** There are not as many of one as of the other. */
  LENGTHS_DIFFER(3),
  /** The result is no point with affine coordinates. */
  NO_AFFINE_POINT(4),
  /** Anything else. */
  OTHER(255);

  private final int code;

  CurveResult(int code) {
    this.code = code;
  }

  /** Returns the result of the host function. */
  public int code() {
    return code;
  }
}

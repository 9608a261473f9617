package io.pvfhost.engine.impl.ecc;

/** A call has another result than a point; has no stack trace, for validation code may ask for any of them. */
final class CurveFault extends Exception {

  private static final long serialVersionUID = 1L;

  private final CurveResult result;

  CurveFault(CurveResult result) {
    super(result.name(), null, false, false);
    this.result = result;
  }

  CurveResult result() {
    return result;
  }
}

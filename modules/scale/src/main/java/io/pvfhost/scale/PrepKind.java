package io.pvfhost.scale;

/** The kind of a preparation that a timeout is for (protocol, section 3.3). */
public enum PrepKind {
  /** Prechecking. */
  PRECHECK(0),
  /** Preparation for execution. */
  PREPARE(1);

  private final int index;

  PrepKind(int index) {
    this.index = index;
  }

  /** Its number on the wire. */
  public int index() {
    return index;
  }
}

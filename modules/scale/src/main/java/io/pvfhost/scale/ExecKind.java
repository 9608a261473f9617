package io.pvfhost.scale;

/** The kind of an execution that a timeout is for (protocol, section 3.3). */
public enum ExecKind {
  /** Backing of a new candidate. */
  BACKING(0),
  /** Approval or dispute of a backed candidate. */
  APPROVAL(1);

  private final int index;

  ExecKind(int index) {
    this.index = index;
  }

  /** Its number on the wire. */
  public int index() {
    return index;
  }
}

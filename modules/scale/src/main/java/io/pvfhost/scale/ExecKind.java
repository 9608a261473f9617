package io.pvfhost.scale;

/** The kind of an execution that a timeout is for (protocol, section 3.3). The order is that of the protocol. */
public enum ExecKind {
  /** Backing of a new candidate. */
  BACKING,
  /** Approval or dispute of a backed candidate. */
  APPROVAL
}

package io.pvfhost.scale;

/** The kind of a preparation that a timeout is for (protocol, section 3.3). The order is that of the protocol. */
public enum PrepKind {
  /** Prechecking. */
  PRECHECK,
  /** Preparation for execution. */
  PREPARE
}

package io.pvfhost.wire;

/** What a preparation is for (protocol description, section 3.7). */
public enum PrepareJobKind {
  /** The artifact is to be executed. */
  COMPILATION,
  /** The artifact is thrown away, the code is being judged: imports are linked as well. */
  PRECHECKING
}

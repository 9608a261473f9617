package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.RuleSet;

/** A loaded artifact: its tables, and a class loader that defines its classes when they are first used. */
public final class Artifact {

  private Artifact() {}

  /**
   * Loads an artifact without touching function bodies.
   *
   * @throws ArtifactException if the bytes are truncated, altered, of another version or rule set
   */
  public static Artifact read(byte[] bytes, RuleSet rules) throws ArtifactException {
    throw new UnsupportedOperationException("follows");
  }

  /** Defines and verifies every class; a LinkageError tells of a fault of the compiler. */
  public void verify() {
    throw new UnsupportedOperationException("follows");
  }
}

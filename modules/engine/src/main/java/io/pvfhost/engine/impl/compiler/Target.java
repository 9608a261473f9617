package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.classfile.Label;

/** Where branches go; in a split function maybe into another segment. */
final class Target {

  static final int NONE = -1;

  /** Stack code of the value that every branch to it has on the JVM stack. */
  final int result;

  Label label = new Label();

  /** Whether something in the current method branches to it. */
  boolean used;

  /** Number by which other segments name it. */
  int id = NONE;

  /** The segment it is in. */
  int segment = NONE;

  Target(int result) {
    this.result = result;
  }

  /** Forgets the label, which belongs to a method that is finished. */
  void renew() {
    label = new Label();
    used = false;
  }

  boolean reached() {
    return used || id != NONE;
  }
}

package io.pvfhost.worker;

/** What this worker says of confinement: it has none of its own, and the checks of spec 1.1 answer so. */
final class Confinement {
  static final String LANDLOCK = "this worker cannot enable landlock";
  static final String SECCOMP = "this worker cannot enable seccomp";
  static final String CHANGE_ROOT = "this worker cannot unshare its user namespace and change its root";
  static final String SECURE_CLONE = "this worker cannot clone a job process: its jobs run on threads";

  private Confinement() {
  }
}

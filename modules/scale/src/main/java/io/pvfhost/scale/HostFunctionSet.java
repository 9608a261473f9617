package io.pvfhost.scale;

/** A set of host functions that must be enabled (protocol, section 3.3). */
public enum HostFunctionSet {
  /** Elliptic curve functions of RFC 163. */
  ECC_RFC163(1);

  private final int index;

  HostFunctionSet(int index) {
    this.index = index;
  }

  /** Its number on the wire. */
  public int index() {
    return index;
  }
}

package io.pvfhost.scale;

/** A set of host functions that must be enabled (protocol, section 3.3). The order is that of the protocol. */
public enum HostFunctionSet {
  /** Elliptic curve functions of RFC 163. */
  ECC_RFC163
}

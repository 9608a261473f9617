package io.pvfhost.wire;

/**
 * What confinement the host found possible; the first frame to every worker (protocol description, section 3.2).
 *
 * @param secureValidatorMode whether a worker that cannot be confined must not run
 * @param canEnableLandlock whether Landlock works on this machine
 * @param canEnableSeccomp whether a seccomp filter can be installed
 * @param canUnshareUserNamespaceAndChangeRoot whether a user namespace with a root of its own is possible
 * @param canDoSecureClone whether a job process can be cloned into namespaces of its own
 */
public record SecurityStatus(
    boolean secureValidatorMode,
    boolean canEnableLandlock,
    boolean canEnableSeccomp,
    boolean canUnshareUserNamespaceAndChangeRoot,
    boolean canDoSecureClone) {

  /** Nothing is available and nothing is demanded. */
  public static final SecurityStatus NONE = new SecurityStatus(false, false, false, false, false);
}

package io.pvfhost.wire;

import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;

import java.util.Objects;

/**
 * Where a candidate stands on the relay chain (protocol description, section 3.4, dialect R2).
 *
 * @param relayParent the relay parent named by the candidate descriptor
 * @param schedulingParent the descriptor's own for V3, the relay parent otherwise
 * @param version the version of the candidate descriptor
 */
public record ValidationContext(Hash relayParent, Hash schedulingParent, CandidateDescriptorVersion version) {

  /** Checks the arguments. */
  public ValidationContext {
    Objects.requireNonNull(relayParent, "relayParent");
    Objects.requireNonNull(schedulingParent, "schedulingParent");
    Objects.requireNonNull(version, "version");
  }
}

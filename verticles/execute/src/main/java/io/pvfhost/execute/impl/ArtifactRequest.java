package io.pvfhost.execute.impl;

import io.pvfhost.api.ValidationCode;
import io.pvfhost.host.Artifact;
import io.pvfhost.scale.ExecutorParams;

import java.util.Objects;
import java.util.Optional;

/**
 * Asks this host's {@code PrepareVerticle} for an artifact.
 *
 * @param code the code, by hash or with its bytes
 * @param params the executor params
 * @param rules label of the rule set of those who will execute it
 * @param suspect an artifact that did not work: its file is checked in full, and prepared again if damaged or if
 *     {@code fresh}
 * @param fresh whether to prepare again even if the suspect is intact
 */
public record ArtifactRequest(ValidationCode code, ExecutorParams params, String rules,
    Optional<Artifact> suspect, boolean fresh) {

  /** Checks that everything is there. */
  public ArtifactRequest {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(params, "params");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(suspect, "suspect");
  }
}

package io.pvfhost.execute.impl;

import io.pvfhost.api.Reason;
import io.pvfhost.host.Artifact;

import java.util.Optional;

/**
 * The answer to an {@link ArtifactRequest}.
 *
 * @param artifact the artifact, empty if there is none
 * @param reason why there is none; {@link Reason#OK} otherwise
 * @param suspectIntact whether the suspect of the request was found to be what was prepared
 */
public record ArtifactReply(Optional<Artifact> artifact, Reason reason, boolean suspectIntact) {
}

package io.pvfhost.execute.impl;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.ValidationContext;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A job as a task takes it.
 *
 * @param request what was asked for
 * @param streamed block data in place of that of the request; valid until the task holds no worker any more
 * @param deadline time left for the job
 * @param codeSource where to get code that neither the request carries nor an artifact is here for
 */
record JobInput(ExecuteRequest request, Optional<ReceivedStream> streamed, Duration deadline,
    Optional<CodeSource> codeSource) {

  /** The block data, wherever it is. */
  ByteBuffer blockData() {
    return streamed.map(ReceivedStream::bytes)
        .orElseGet(() -> ByteBuffer.wrap(request.pov().blockData().array()));
  }

  /**
   * Where the candidate stands on the relay chain. A request without a relay parent is of a candidate whose validation
   * function is not told of it (protocol, section 3.5), so that any will do.
   */
  ValidationContext context() {
    Hash relayParent = request.relayParent().orElse(Hash.ZERO);
    boolean own = request.descriptorVersion().equals(CandidateDescriptorVersion.V3);
    Hash schedulingParent = own ? request.schedulingParent().orElse(relayParent) : relayParent;
    return new ValidationContext(relayParent, schedulingParent, request.descriptorVersion());
  }

  /** Why the candidate is invalid without asking a worker (protocol, section 8.5). */
  Optional<Reason> tooLarge() {
    long encoded = ExecuteRequest.encodedPovSize(blockData().remaining());
    return encoded <= request.pvd().maxPovSize() ? Optional.empty() : Optional.of(new Reason(
        ReasonCode.PARAMS_TOO_LARGE, "the encoded PoV has " + encoded + " bytes, the relay chain allows "
        + request.pvd().maxPovSize()));
  }
}

package io.pvfhost.cluster;

import io.pvfhost.api.ExecuteReply;

/**
 * The end of a job on a host.
 *
 * @param reply the outcome
 * @param capacity the host's capacity once the job's worker is free
 */
public record ExecuteAnswer(ExecuteReply reply, Capacity capacity) {
}

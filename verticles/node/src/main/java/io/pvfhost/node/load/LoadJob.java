package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteRequest;

/**
 * One job of a load.
 *
 * @param kind its kind in the mix
 * @param request the candidate; deadline and job id are the run's to set
 * @param expected the right answer
 */
public record LoadJob(String kind, ExecuteRequest request, Expectation expected) {
}

package io.pvfhost.cluster;

import java.util.UUID;

/**
 * Withdraws a job: like {@link Release}, and kills the worker if the job runs.
 *
 * @param job as in the {@link Reserve}
 * @param attempt as in the {@link Reserve}
 */
public record Cancel(UUID job, int attempt) {
}

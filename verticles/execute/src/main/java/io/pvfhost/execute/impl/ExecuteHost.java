package io.pvfhost.execute.impl;

import io.pvfhost.api.WorkerInfo;
import io.pvfhost.host.WorkerHandle;

import java.time.Duration;

/**
 * What the tasks of one execute verticle share.
 *
 * @param hostId name of the host
 * @param parts workers and directories
 * @param artifacts the host's artifacts
 * @param primer makes idle workers warm
 * @param jobDeadline time for a job whose request names none
 * @param retryPause pause before a retry
 */
record ExecuteHost(String hostId, HostParts parts, Artifacts artifacts, Primer primer, Duration jobDeadline,
    Duration retryPause) {

  static WorkerInfo describe(WorkerHandle worker) {
    return new WorkerInfo(worker.program().version(), worker.program().dialect().name(),
        worker.program().rules(), worker.pid(), worker.confinement());
  }
}

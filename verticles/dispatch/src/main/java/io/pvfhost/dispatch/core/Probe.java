package io.pvfhost.dispatch.core;

import io.pvfhost.cluster.Release;

/** One reservation that a job has asked a host for and that is not granted. */
final class Probe {

  final Job job;
  final Host host;
  /** Names the reservation, together with the job. */
  final int round;
  /** Whether it waits at the host for a worker. */
  final boolean parked;
  /** The host's capacity when the probe was sent cannot account for it. */
  final long sentSeq;
  /** The job does not want it any more; a grant that comes nevertheless is given back. */
  boolean dropped;
  /** It is not counted any more. */
  boolean settled;

  Probe(Job job, Host host, int round, boolean parked) {
    this.job = job;
    this.host = host;
    this.round = round;
    this.parked = parked;
    this.sentSeq = host.capacity.seq();
  }

  Release release() {
    return new Release(job.id, round);
  }
}

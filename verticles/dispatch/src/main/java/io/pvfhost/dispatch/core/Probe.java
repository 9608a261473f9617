package io.pvfhost.dispatch.core;

import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;

/** One reservation that a job has asked a host for and that is not granted. */
final class Probe implements Held {

  final Job job;
  final Host host;
  /** Names the reservation, together with the job. */
  final int round;
  /** Whether it waits at the host for a worker. */
  final boolean parked;
  /** When it was sent. */
  final long sent;
  /** The host's capacity when the probe was sent cannot account for it. */
  final long sentSeq;
  /** The job does not want it any more; a grant that comes nevertheless is given back. */
  boolean dropped;
  /** It is not counted any more. */
  boolean settled;

  Probe(Job job, Host host, int round, boolean parked, long now) {
    this.job = job;
    this.host = host;
    this.round = round;
    this.parked = parked;
    this.sent = now;
    this.sentSeq = host.capacity.seq();
  }

  Release release() {
    return new Release(job.id, round);
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Reservation reservation() {
    return new Reservation(job.id, round);
  }

  @Override
  public void missing() {
    job.missing(this);
  }
}

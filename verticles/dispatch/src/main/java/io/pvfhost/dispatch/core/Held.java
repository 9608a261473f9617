package io.pvfhost.dispatch.core;

import io.pvfhost.cluster.Reservation;

/** Something of a job that a host is believed to hold. */
interface Held {

  /** The host. */
  Host host();

  /** What the host knows it by. */
  Reservation reservation();

  /** The host says that it holds nothing of the kind: a message was lost, with a connection or with a host's memory. */
  void missing();
}

package io.pvfhost.cluster;

/** The two sides of a job; a node may be both. */
public enum PeerRole {

  /** Owns jobs and asks hosts to run them. */
  REQUESTER,

  /** Owns workers and runs jobs. */
  HOST
}

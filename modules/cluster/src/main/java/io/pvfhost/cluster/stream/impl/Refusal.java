package io.pvfhost.cluster.stream.impl;

import java.util.Locale;

/** Why a connection was closed without an answer. */
enum Refusal {

  /** As many connections are busy as may be open. */
  TOO_MANY_CONNECTIONS,

  /** Others needed the place of a connection that had sent nothing yet. */
  CROWDED_OUT,

  /** No TLS, or not with a certificate of the cluster's authority. */
  HANDSHAKE,

  /** The head of the stream did not come in time. */
  SLOW_HEADER,

  /** The connection ended within the head of a stream. */
  SHORT_HEADER,

  /** A ticket that this node did not give out, or so long ago that it is forgotten. */
  UNKNOWN_TICKET,

  /** A ticket that was used, withdrawn, or has expired. */
  SPENT_TICKET,

  /** The stream has not the length that its ticket is for. */
  WRONG_LENGTH,

  /** There was no memory for the stream, although the budget had room. */
  NO_MEMORY,

  /** The connection ended within the stream. */
  SHORT_STREAM,

  /** No byte came for as long as the receiver had patience. */
  STALLED,

  /** More bytes came than were announced. */
  EXTRA_BYTES;

  /** Its name in metrics. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

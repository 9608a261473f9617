package io.pvfhost.cluster;

import io.pvfhost.scale.Bytes;

/**
 * The right to send one stream to a node, once.
 *
 * @param host address of the receiver's stream server
 * @param port its port
 * @param secret 16 random bytes, the first of the stream
 */
public record StreamTicket(String host, int port, Bytes secret) {

  /** Bytes of a secret. */
  public static final int SECRET_BYTES = 16;

  /** Without the secret: whoever reads a log must not be able to use the ticket. */
  @Override
  public String toString() {
    return "ticket of " + host + ":" + port;
  }
}

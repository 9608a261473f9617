package io.pvfhost.cluster.stream;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Mutual TLS 1.3 between nodes: both sides show a certificate of the cluster's own authority, and trust no other.
 *
 * <p>The names in certificates are not compared with addresses: who has a certificate of this authority is a node, and
 * nobody else gets one. A public authority must therefore never be named here.
 *
 * @param certificate PEM file of this node's certificate, followed by intermediate ones if there are
 * @param key PEM file of its private key, PKCS #8, not encrypted
 * @param authority PEM file of the authority's certificate
 */
public record StreamTls(Path certificate, Path key, Path authority) {

  /** Checks that all are there. */
  public StreamTls {
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(authority, "authority");
  }
}

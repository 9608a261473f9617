package io.pvfhost.benchmarks.pair;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.keys.KeyDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

/** How the two nodes prove themselves to each other. */
public enum Protection {

  /** Not at all: an open cluster. */
  OPEN("open"),

  /** Mutual TLS on the event bus and the streams, and messages with a seal. */
  KEYED("TLS and HMAC");

  /** Long enough that no node warns of its end. */
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(60);

  private final String label;

  Protection(String label) {
    this.label = label;
  }

  /** Name in reports and plots. */
  public String label() {
    return label;
  }

  /** Options of a node, whose files are made in a directory of this protection. */
  ClusterOptions options(Path parent, String node) throws IOException, GeneralSecurityException {
    ClusterOptions options = new ClusterOptions().setId(node).setClusterName("pvf-bench").setPort(0);
    if (this == OPEN) {
      return options;
    }
    Path keys = Files.createDirectories(parent.resolve("keys"));
    new KeyDirectory(keys).add(List.of(node), CERTIFICATE_LIFE);
    Path own = keys.resolve(node);
    return options.setKeyFile(own.resolve(KeyDirectory.CLUSTER_KEY).toString())
        .setTlsCertificate(own.resolve(KeyDirectory.CERTIFICATE).toString())
        .setTlsKey(own.resolve(KeyDirectory.KEY).toString())
        .setTlsAuthority(own.resolve(KeyDirectory.AUTHORITY).toString());
  }
}

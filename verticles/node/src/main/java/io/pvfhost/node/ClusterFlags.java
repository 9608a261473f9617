package io.pvfhost.node;

import io.pvfhost.hazelcast.ClusterOptions;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Options of the command line that make a node a member of a cluster; each wins over the configuration. */
final class ClusterFlags {

  @Option(names = "--id", paramLabel = "NAME",
      description = "Name of this node, which no other node of the cluster may have.")
  private String id;
  @Option(names = "--cluster-address", paramLabel = "ADDRESS",
      description = "Address of this machine to be reached under; default " + ClusterOptions.DEFAULT_ADDRESS
          + ". Any other than a loopback address needs keys in the configuration.")
  private String address;
  @Option(names = "--cluster-port", paramLabel = "P",
      description = "Port for the nodes that join, 0 for any; default " + ClusterOptions.DEFAULT_PORT + ".")
  private Integer port;
  @Option(names = "--join", split = ",", paramLabel = "HOST:PORT[,HOST:PORT]",
      description = "Nodes to join by; one that answers is enough. Without any, or while none answers, the node is a "
          + "cluster of its own.")
  private List<String> join;
  @Option(names = "--lite",
      description = "Hold nothing of what the cluster shares. At least one node must not be lite.")
  private boolean lite;

  /**
   * The configuration with these flags over it.
   *
   * @param configured of the file; empty for a host on its own, which any of the flags puts into a cluster
   * @throws InputException naming the flag
   */
  Optional<ClusterOptions> over(Optional<ClusterOptions> configured) {
    if (id == null && address == null && port == null && join == null && !lite) {
      return configured;
    }
    ClusterOptions options = configured.map(ClusterOptions::new).orElseGet(ClusterOptions::new);
    set("--id", id, options::setId);
    set("--cluster-address", address, options::setAddress);
    set("--cluster-port", port, options::setPort);
    set("--join", join, options::setJoin);
    return Optional.of(lite ? options.setLite(true) : options);
  }

  private static <T> void set(String flag, T value, Consumer<T> setter) {
    if (value != null) {
      try {
        setter.accept(value);
      } catch (IllegalArgumentException e) {
        throw new InputException(flag + ": " + e.getMessage(), e);
      }
    }
  }
}

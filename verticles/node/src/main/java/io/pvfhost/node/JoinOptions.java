package io.pvfhost.node;

import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.HostAndPort;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a command finds the cluster it works with: {@code --join HOST:PORT[,HOST:PORT]}, and {@code --config FILE} for
 * the keys of a cluster that has some.
 */
final class JoinOptions {

  static final String NAME = "--join";

  @Option(names = NAME, split = ",", paramLabel = "HOST:PORT",
      description = "Where members of the cluster are reached, separated by commas; one that answers is enough. "
          + "Default with --config: the node of the configuration, and those it joins by.")
  private List<String> members = List.of();
  @Option(names = "--config", paramLabel = "FILE",
      description = "Configuration of a node, whose section 'cluster' has the address, the name and the keys.")
  private Path config;

  /** Whether a cluster was named. */
  boolean isGiven() {
    return !members.isEmpty() || config != null;
  }

  /**
   * The members named.
   *
   * @throws InputException if one is no host:port
   */
  List<String> members() {
    try {
      return members.stream().map(member -> HostAndPort.parse(member).toString()).toList();
    } catch (IllegalArgumentException e) {
      throw new InputException(NAME + ": " + e.getMessage(), e);
    }
  }

  /**
   * Joins the cluster.
   *
   * @param rules label of the rule set by which jobs are to be judged; empty for that of the configuration, or the
   *     default one
   * @throws InputException if the options cannot be used
   * @throws HostException if no full member answers
   */
  JoinedNode join(Optional<String> rules) {
    if (config != null) {
      NodeOptions node = NodeOptions.load(config);
      ClusterOptions configured = node.cluster().orElseThrow(() ->
          new InputException("--config: " + config + " has no section 'cluster'"));
      return JoinedNode.join(members.isEmpty() ? membersOf(configured) : members(), configured,
          rules.orElse(node.dispatch().getRules()));
    }
    List<String> named = members();
    if (named.isEmpty()) {
      throw new InputException(NAME + " is missing: which cluster?");
    }
    return JoinedNode.join(named, new ClusterOptions().setAddress(localAddress(named.get(0))),
        rules.orElse(DispatchOptions.DEFAULT_RULES));
  }

  /** Joins the cluster that was named, or that of a node with the default address and port. */
  JoinedNode joinOrDefault() {
    ClusterOptions defaults = new ClusterOptions();
    return isGiven() ? join(Optional.empty())
        : JoinedNode.join(membersOf(defaults), defaults, DispatchOptions.DEFAULT_RULES);
  }

  private static List<String> membersOf(ClusterOptions node) {
    List<String> all = new ArrayList<>(node.getJoin());
    if (node.getPort() != 0) {
      all.add(0, new HostAndPort(node.getAddress(), node.getPort()).toString());
    }
    return all;
  }

  /** The address of this machine from which a member is reached. Connecting such a socket sends nothing. */
  private static String localAddress(String member) {
    HostAndPort target = HostAndPort.parse(member);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(target.host()), target.port()));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException e) {
      throw new InputException(NAME + ": " + member + " cannot be reached: " + LocalNode.message(e), e);
    }
  }
}

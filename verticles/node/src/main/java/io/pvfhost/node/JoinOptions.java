package io.pvfhost.node;

import io.pvfhost.hazelcast.HostAndPort;
import picocli.CommandLine.Option;

import java.util.List;

/** How a command finds the cluster it works with: {@code --join HOST:PORT[,HOST:PORT]}. */
final class JoinOptions {

  static final String NAME = "--join";

  @Option(names = NAME, split = ",", paramLabel = "HOST:PORT",
      description = "Where members of the cluster are reached, separated by commas; one that answers is enough.")
  private List<String> members = List.of();

  /** Whether a cluster was named. */
  boolean isGiven() {
    return !members.isEmpty();
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
}

package io.pvfhost.hazelcast.impl;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.instance.EndpointQualifier;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.HostAndPort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/** The configuration of Hazelcast: {@code config/hazelcast.xml}, and over it what differs from node to node. */
public final class MemberConfig {

  /** Where Vert.x looks for the id of a node. */
  static final String NODE_ID = "__vertx.nodeId";
  /** The operator's name of a node. */
  static final String NODE_NAME = "pvf.name";

  private static final String BASE = "/io/pvfhost/hazelcast/hazelcast.xml";

  private MemberConfig() {
  }

  /**
   * Makes the configuration of a node.
   *
   * @param address of this machine that the options name
   * @param proofs makes the node's own
   */
  public static Config of(ClusterOptions options, NodeIdentity identity, InetAddress address, Proofs proofs) {
    Config config = base();
    config.setClusterName(options.getClusterName());
    config.setLiteMember(options.isLite());
    config.setProperty("hazelcast.max.no.heartbeat.seconds", String.valueOf(options.getHeartbeatSeconds()));
    config.getMemberAttributeConfig()
        .setAttribute(NODE_ID, identity.id().toString())
        .setAttribute(NODE_NAME, identity.name());
    proofs.of(identity).ifPresent(proof -> config.getMemberAttributeConfig().setAttribute(Proofs.ATTRIBUTE, proof));
    bind(config, options, address);
    TcpIpConfig members = config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig();
    options.getJoin().forEach(member -> members.addMember(HostAndPort.parse(member).toString()));
    return config;
  }

  private static void bind(Config config, ClusterOptions options, InetAddress address) {
    ServerSocketEndpointConfig endpoint = (ServerSocketEndpointConfig) config.getAdvancedNetworkConfig()
        .getEndpointConfigs().get(EndpointQualifier.MEMBER);
    endpoint.setPort(options.getPort());
    endpoint.getInterfaces().clear().setEnabled(true).addInterface(address.getHostAddress());
    if (!options.getPublicAddress().isEmpty()) {
      int port = options.getPublicPort() == 0 ? options.getPort() : options.getPublicPort();
      endpoint.setPublicAddress(new HostAndPort(options.getPublicAddress(), port).toString());
    }
  }

  private static Config base() {
    try (InputStream xml = MemberConfig.class.getResourceAsStream(BASE)) {
      return new XmlConfigBuilder(xml).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.pvfhost.tests.hazelcast;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.serialization.SerializationClassNameFilter;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.impl.MemberConfig;
import io.pvfhost.hazelcast.impl.Proofs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The configuration that a node really starts Hazelcast with. */
class MemberConfigTest {

  private static final NodeIdentity NODE = new NodeIdentity(UUID.randomUUID(), "a", 1);
  private final Config config = config(new ClusterOptions());

  @Test
  void setsThesePropertiesAndNoOthers() throws IOException {
    Properties expected = new Properties();
    expected.load(new StringReader("""
        hazelcast.phone.home.enabled=false
        hazelcast.logging.type=slf4j
        hazelcast.socket.bind.any=false
        hazelcast.discovery.enabled=false
        hazelcast.shutdownhook.enabled=false
        hazelcast.graceful.shutdown.max.wait=5
        hazelcast.heartbeat.interval.seconds=1
        hazelcast.max.no.heartbeat.seconds=10
        hazelcast.wait.seconds.before.join=0
        hazelcast.max.wait.seconds.before.join=0
        hazelcast.connect.all.wait.seconds=0
        hazelcast.socket.connect.timeout.seconds=3
        hazelcast.max.join.seconds=30
        hazelcast.mastership.claim.timeout.seconds=10
        hazelcast.merge.first.run.delay.seconds=10
        hazelcast.merge.next.run.delay.seconds=10
        hazelcast.tcp.join.previously.joined.member.address.retention.seconds=3600
        hazelcast.operation.call.timeout.millis=10000
        hazelcast.operation.backup.timeout.millis=1000
        hazelcast.invocation.retry.pause.millis=100
        hazelcast.partition.count=31
        hazelcast.member.naming.moby.enabled=false
        hazelcast.io.thread.count=2
        hazelcast.operation.thread.count=2
        hazelcast.operation.generic.thread.count=4
        hazelcast.operation.response.thread.count=1
        """));
    assertEquals(expected, config.getProperties());
  }

  @Test
  void speaksTheProtocolOfMembersOnOneAddressAndNothingElse() {
    AdvancedNetworkConfig network = config.getAdvancedNetworkConfig();
    assertTrue(network.isEnabled());
    assertEquals(Set.of(EndpointQualifier.MEMBER), network.getEndpointConfigs().keySet());
    ServerSocketEndpointConfig endpoint = endpoint(config);
    assertEquals(5701, endpoint.getPort());
    assertFalse(endpoint.isPortAutoIncrement());
    assertTrue(endpoint.getInterfaces().isEnabled());
    assertEquals(List.of("127.0.0.1"), List.copyOf(endpoint.getInterfaces().getInterfaces()));
    assertNull(endpoint.getPublicAddress());
    assertFalse(network.getMemberAddressProviderConfig().isEnabled());
  }

  @Test
  void findsOtherMembersByTheirAddressesOnly() {
    JoinConfig join = config.getAdvancedNetworkConfig().getJoin();
    assertTrue(join.getTcpIpConfig().isEnabled());
    assertEquals(List.of(), join.getTcpIpConfig().getMembers());
    assertFalse(join.getMulticastConfig().isEnabled());
    assertFalse(join.getAutoDetectionConfig().isEnabled());
    assertFalse(join.isAutoDetectionEnabled());
    assertFalse(join.getAwsConfig().isEnabled());
    assertFalse(join.getGcpConfig().isEnabled());
    assertFalse(join.getAzureConfig().isEnabled());
    assertFalse(join.getKubernetesConfig().isEnabled());
    assertFalse(join.getEurekaConfig().isEnabled());
    assertFalse(join.getDiscoveryConfig().isEnabled());
  }

  @Test
  void hasEverythingOffThatRunsCodeOrTellsOfIt() {
    assertFalse(config.getManagementCenterConfig().isScriptingEnabled());
    assertFalse(config.getManagementCenterConfig().isConsoleEnabled());
    assertFalse(config.getManagementCenterConfig().isDataAccessEnabled());
    assertFalse(config.getJetConfig().isEnabled());
    assertFalse(config.getJetConfig().isResourceUploadEnabled());
    assertFalse(config.getUserCodeDeploymentConfig().isEnabled());
    assertFalse(config.getNamespacesConfig().isEnabled());
    assertFalse(config.getMetricsConfig().isEnabled());
    assertFalse(config.getNetworkConfig().getRestApiConfig().isEnabled());
    assertFalse(config.getNetworkConfig().getMemcacheProtocolConfig().isEnabled());
  }

  @Test
  void keepsWhatVertxSharesWithTwoBackups() {
    assertEquals(2, config.getMultiMapConfig("__vertx.subs").getBackupCount());
    assertEquals(ValueCollectionType.SET, config.getMultiMapConfig("__vertx.subs").getValueCollectionType());
    assertEquals(2, config.getMapConfig("__vertx.nodeInfo").getBackupCount());
    assertEquals(2, config.getMapConfig("__vertx.haInfo").getBackupCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang.IllegalStateException", "[Ljava.lang.StackTraceElement;",
    "java.util.Collections$EmptyList", "com.hazelcast.core.MemberLeftException",
    "com.hazelcast.spi.exception.PartitionMigratingException"})
  void readsExceptionsOfMembers(String name) {
    assertDoesNotThrow(() -> filter().filter(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang.invoke.SerializedLambda", "java.lang.reflect.Proxy", "java.util.HashMap",
    "java.util.PriorityQueue", "[B", "[Ljava.lang.Object;", "javax.management.BadAttributeValueExpException",
    "com.hazelcast.shaded.org.snakeyaml.engine.v2.api.Load", "com.hazelcast.jet.core.DAG",
    "com.hazelcast.internal.util.executor.Anything", "io.pvfhost.Anything", "io.vertx.core.json.JsonObject"})
  void readsNothingElse(String name) {
    assertThrows(SecurityException.class, () -> filter().filter(name));
  }

  @Test
  void takesFromTheOptionsWhatDiffersFromNodeToNode() throws Exception {
    Config own = config(new ClusterOptions().setPort(5801).setJoin(List.of("10.0.0.1:5701", "[fd00::1]:5702"))
        .setClusterName("other").setLite(true).setHeartbeatSeconds(20).setPublicAddress("pub.example")
        .setPublicPort(7000));
    assertEquals("other", own.getClusterName());
    assertTrue(own.isLiteMember());
    assertEquals("20", own.getProperty("hazelcast.max.no.heartbeat.seconds"));
    assertEquals(5801, endpoint(own).getPort());
    assertEquals("pub.example:7000", endpoint(own).getPublicAddress());
    assertEquals(List.of("10.0.0.1:5701", "[fd00::1]:5702"),
        own.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().getMembers());
    assertEquals(NODE.id().toString(), own.getMemberAttributeConfig().getAttribute("__vertx.nodeId"));
    assertEquals("a", own.getMemberAttributeConfig().getAttribute("pvf.name"));
    assertNull(own.getMemberAttributeConfig().getAttribute("pvf.proof"));
  }

  private SerializationClassNameFilter filter() {
    JavaSerializationFilterConfig filter = config.getSerializationConfig().getJavaSerializationFilterConfig();
    assertTrue(filter.isDefaultsDisabled());
    return new SerializationClassNameFilter(filter);
  }

  private static ServerSocketEndpointConfig endpoint(Config config) {
    return (ServerSocketEndpointConfig) config.getAdvancedNetworkConfig().getEndpointConfigs()
        .get(EndpointQualifier.MEMBER);
  }

  private static Config config(ClusterOptions options) {
    return MemberConfig.of(options, NODE, InetAddress.getLoopbackAddress(), new Proofs(Optional.empty()));
  }
}

package io.pvfhost.tests.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.hazelcast.impl.MemberConfig;
import io.pvfhost.hazelcast.impl.Proofs;
import io.pvfhost.hazelcast.keys.KeyDirectory;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.VertxOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A cluster with keys and mutual TLS, and those who have no right to be in it. */
class SecureClusterTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir
  private Path keys;
  @TempDir
  private Path otherKeys;
  private final Nodes nodes = new Nodes();

  @BeforeEach
  void makeKeys() throws Exception {
    new KeyDirectory(keys).add(List.of("first", "second"), DAY);
    new KeyDirectory(otherKeys).add(List.of("second"), DAY);
  }

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  @Test
  void nodesWithKeysAndCertificatesTalkAndStream() {
    ClusteredVertx first = startFirst();
    ClusteredVertx second = nodes.start(secure(Nodes.joining(first), keys, "second"));
    assertEquals(7, ask(second, first, LONG));
    Bytes data = Bytes.wrap(new byte[300_000]);
    InboundStream inbound = first.node().streams().expect(data.length(), LONG);
    Nodes.await(second.node().streams().send(inbound.ticket(), data, LONG));
    ReceivedStream received = Nodes.await(inbound.received());
    assertEquals(data, received.copy());
    received.release();
    assertEquals(0, first.strangers());
    assertEquals(0, second.strangers());
    assertEquals(0, first.node().bus().refused().get("handshake"));
  }

  @Test
  void whoHasNoCertificateJoinsHazelcastGetsNothingAndIsSeen() {
    ClusteredVertx first = startFirst();
    ClusteredVertx stranger = nodes.start(Nodes.joining(first).setId("stranger"));
    assertGetsNothing(stranger, first);
    assertHandshakesFailed(first);
  }

  @Test
  void whoHasACertificateAndAKeyOfAnotherClusterGetsNothingAndIsSeen() {
    ClusteredVertx first = startFirst();
    ClusteredVertx stranger = nodes.start(secure(Nodes.joining(first), otherKeys, "second"));
    assertGetsNothing(stranger, first);
    assertHandshakesFailed(first);
  }

  @Test
  void whoHasACertificateButAnotherKeyIsRefusedByTheSealAndIsSeen() {
    ClusteredVertx first = startFirst();
    ClusteredVertx stranger = nodes.start(secure(Nodes.joining(first), keys, "second")
        .setKeyFile(otherKeys.resolve(KeyDirectory.CLUSTER_KEY).toString()));
    assertGetsNothing(stranger, first);
    assertTrue(first.node().bus().refused().get("wrong_mac") > 0, first.node().bus().refused().toString());
  }

  @Test
  void aKeyThatIsBeingReplacedIsTakenStill() {
    ClusteredVertx first = nodes.start(secure(new ClusterOptions(), keys, "first")
        .setKeyFile(otherKeys.resolve(KeyDirectory.CLUSTER_KEY).toString())
        .setPreviousKeyFile(keys.resolve(KeyDirectory.CLUSTER_KEY).toString()));
    Nodes.await(first.node().bus().serveRequester(new LengthOnly(7)));
    nodes.start(secure(Nodes.joining(first), keys, "second"));
    assertEquals(2, first.memberCount());
    assertEquals(0, first.strangers());
  }

  @Test
  void aMemberWithACopyOfANodesProofIsSeen() {
    ClusteredVertx first = startFirst();
    ClusteredVertx second = nodes.start(secure(Nodes.joining(first), keys, "second"));
    HazelcastInstance observer = member(first, new Config());
    Config copy = new Config();
    observer.getCluster().getMembers().stream()
        .filter(member -> second.identity().id().toString().equals(member.getAttribute("__vertx.nodeId")))
        .forEach(member -> member.getAttributes().forEach(copy.getMemberAttributeConfig()::setAttribute));
    observer.shutdown();
    assertEquals(1, first.strangers(), "the observer");
    HazelcastInstance impostor = member(first, copy);
    // Nobody can tell which of the two is the copy.
    Awaitility.await().until(() -> first.strangers() == 3);
    impostor.shutdown();
  }

  @Test
  void filesThatOthersCanReadAreRefused() throws Exception {
    Path key = keys.resolve("first").resolve(KeyDirectory.KEY);
    Path clusterKey = keys.resolve("first").resolve(KeyDirectory.CLUSTER_KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused("tlsKey: " + key + " has mode rw-r-----", secure(new ClusterOptions(), keys, "first"));
    Files.setPosixFilePermissions(clusterKey, PosixFilePermissions.fromString("rw----r--"));
    assertRefused("keyFile: cluster key " + clusterKey + ": mode rw----r--",
        secure(new ClusterOptions(), keys, "first"));
  }

  @Test
  void filesThatAreMissingOrNoKeysAreRefused() throws Exception {
    Path node = keys.resolve("first");
    assertRefused("keyFile: there is no file /no/such", new ClusterOptions().setKeyFile("/no/such"));
    assertRefused("tlsKey: there is no file /no/such", secure(new ClusterOptions(), keys, "first")
        .setTlsKey("/no/such"));
    assertRefused("tlsAuthority: there is no file /no/such", secure(new ClusterOptions(), keys, "first")
        .setTlsAuthority("/no/such"));
    Path empty = Files.writeString(keys.resolve("empty"), "");
    assertRefused("tlsCertificate: " + empty + " has no certificate", secure(new ClusterOptions(), keys, "first")
        .setTlsCertificate(empty.toString()));
    assertRefused("tlsCertificate: cannot read " + node.resolve(KeyDirectory.KEY),
        secure(new ClusterOptions(), keys, "first").setTlsCertificate(node.resolve(KeyDirectory.KEY).toString()));
  }

  @Test
  void aCertificateThatPeersWouldRefuseIsRefused() throws Exception {
    assertRefused("is not good by", secure(new ClusterOptions(), keys, "first")
        .setTlsAuthority(otherKeys.resolve(KeyDirectory.AUTHORITY).toString()));
    new KeyDirectory(keys).add(List.of("expired"), Duration.ofMinutes(-1));
    assertRefused("is not good by", secure(new ClusterOptions(), keys, "expired"));
  }

  private ClusteredVertx startFirst() {
    ClusteredVertx first = nodes.start(secure(new ClusterOptions(), keys, "first"));
    Nodes.await(first.node().bus().serveRequester(new LengthOnly(7)));
    return first;
  }

  private static long ask(ClusteredVertx from, ClusteredVertx to, Duration timeout) {
    return Nodes.await(from.node().bus().codeLength(PeerRole.REQUESTER, to.identity().id(),
        Hash.of(new byte[Hash.LENGTH]), timeout));
  }

  private static void assertGetsNothing(ClusteredVertx stranger, ClusteredVertx node) {
    assertEquals(2, node.memberCount());
    assertThrows(RuntimeException.class, () -> ask(stranger, node, SHORT));
    Awaitility.await().until(() -> node.strangers() == 1);
  }

  private static void assertHandshakesFailed(ClusteredVertx node) {
    Awaitility.await().until(() -> node.node().bus().refused().get("handshake") > 0);
  }

  private static void assertRefused(String words, ClusterOptions options) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
        () -> Nodes.await(ClusteredVertx.start(new VertxOptions(), options.setPort(0))));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  private static ClusterOptions secure(ClusterOptions options, Path directory, String node) {
    Path own = directory.resolve(node);
    return options.setId(node)
        .setKeyFile(own.resolve(KeyDirectory.CLUSTER_KEY).toString())
        .setTlsCertificate(own.resolve(KeyDirectory.CERTIFICATE).toString())
        .setTlsKey(own.resolve(KeyDirectory.KEY).toString())
        .setTlsAuthority(own.resolve(KeyDirectory.AUTHORITY).toString());
  }

  /** A member of Hazelcast that is no node of ours. */
  private static HazelcastInstance member(ClusteredVertx other, Config attributes) {
    Config config = MemberConfig.of(Nodes.joining(other).setPort(0), other.identity(),
        InetAddress.getLoopbackAddress(), new Proofs(Optional.empty()));
    return Hazelcast.newHazelcastInstance(config.setMemberAttributeConfig(attributes.getMemberAttributeConfig()));
  }
}

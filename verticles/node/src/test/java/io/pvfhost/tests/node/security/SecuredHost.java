package io.pvfhost.tests.node.security;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.keys.KeyDirectory;
import io.pvfhost.tests.node.campaign.NodeProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A host in a process of its own, in a cluster with keys and mutual TLS; what it counts is read where operators read
 * it.
 */
final class SecuredHost implements AutoCloseable {

  static final String NAME = "host";
  static final int WORKERS = 3;
  /** All that streams may take together. */
  static final long STREAM_BYTES = 4 << 20;
  /** Much longer than anything here takes. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Pattern MANAGEMENT = Pattern.compile(", management (http://[^ ,]+)");
  private static final Duration LIFE = Duration.ofDays(60);

  private final Path keys;
  private final int memberPort;
  private final int busPort;
  private final NodeProcess process;
  private final HttpClient http = HttpClient.newHttpClient();

  private SecuredHost(Path keys, int memberPort, int busPort, NodeProcess process) {
    this.keys = keys;
    this.memberPort = memberPort;
    this.busPort = busPort;
    this.process = process;
  }

  /**
   * Starts the host and awaits that it is ready.
   *
   * @param dir for its files
   * @param leaseMillis how long it holds a worker that is not used
   * @param others nodes that are given keys and certificates besides it
   */
  static SecuredHost start(Path dir, long leaseMillis, String... others) throws Exception {
    Path keys = keys(dir, "keys", NAME);
    new KeyDirectory(keys).add(List.of(others), LIFE);
    int memberPort = freePort();
    int busPort = freePort();
    Path own = keys.resolve(NAME);
    Path config = Files.writeString(dir.resolve("host.yaml"), """
        execute: {workers: %d, spares: %d, leaseTime: %d}
        management: {port: 0}
        cluster: {id: %s, port: %d, busPort: %d, maxStreamBytes: %d, keyFile: '%s', tlsCertificate: '%s', tlsKey: '%s',
          tlsAuthority: '%s'}
        """.formatted(WORKERS, WORKERS, leaseMillis, NAME, memberPort, busPort, STREAM_BYTES,
        own.resolve(KeyDirectory.CLUSTER_KEY), own.resolve(KeyDirectory.CERTIFICATE), own.resolve(KeyDirectory.KEY),
        own.resolve(KeyDirectory.AUTHORITY)));
    NodeProcess process = NodeProcess.start(NAME, config, dir.resolve("host.log"));
    process.awaitReady();
    return new SecuredHost(keys, memberPort, busPort, process);
  }

  /** Makes an authority of its own, a key and certificates. */
  static Path keys(Path dir, String name, String... nodes) throws IOException, GeneralSecurityException {
    Path keys = dir.resolve(name);
    new KeyDirectory(keys).add(List.of(nodes), LIFE);
    return keys;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where keys and certificates are, a folder for each node. */
  Path keys() {
    return keys;
  }

  int busPort() {
    return busPort;
  }

  /** Options of somebody who joins and has nothing to show. */
  ClusterOptions stranger(String name) {
    return new ClusterOptions().setId(name).setPort(0).setJoin(List.of("127.0.0.1:" + memberPort));
  }

  /** Options of a node that joins with the files of a folder. */
  ClusterOptions node(String name, Path folder) {
    return stranger(name)
        .setKeyFile(folder.resolve(KeyDirectory.CLUSTER_KEY).toString())
        .setTlsCertificate(folder.resolve(KeyDirectory.CERTIFICATE).toString())
        .setTlsKey(folder.resolve(KeyDirectory.KEY).toString())
        .setTlsAuthority(folder.resolve(KeyDirectory.AUTHORITY).toString());
  }

  /** Options of a node of the cluster. */
  ClusterOptions node(String name) {
    return node(name, keys.resolve(name));
  }

  /** A figure of the host, by its name and the labels in their order; 0 when it does not tell it. */
  long metric(String figure) {
    return metrics().lines().filter(line -> line.startsWith(figure + " "))
        .map(line -> (long) Double.parseDouble(line.substring(figure.length() + 1))).findFirst().orElse(0L);
  }

  /** All that the host tells. */
  String metrics() {
    Matcher found = MANAGEMENT.matcher(process.log());
    assertTrue(found.find(), process::log);
    try {
      return http.send(HttpRequest.newBuilder(URI.create(found.group(1) + "/metrics")).timeout(LIMIT).build(),
          BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError(process.log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Messages that were refused for a cause. */
  long refusedByBus(String cause) {
    return metric("pvf_refused_total{by=\"bus\",cause=\"" + cause + "\"}");
  }

  /** Streams that were refused for a cause. */
  long refusedByStreams(String cause) {
    return metric("pvf_refused_total{by=\"streams\",cause=\"" + cause + "\"}");
  }

  /** Bytes set aside for streams. */
  long reservedBytes() {
    return metric("pvf_streams_reserved_bytes");
  }

  String log() {
    return process.log();
  }

  /** Nothing is set aside any more, and the figures of the host's workers show no job. */
  void assertFree() {
    await().atMost(LIMIT).untilAsserted(() -> {
      assertEquals(0, reservedBytes());
      assertEquals(0, metric("pvf_workers{kind=\"execute\",state=\"busy\"}"));
    });
  }

  @Override
  public void close() throws InterruptedException {
    process.drain();
  }
}

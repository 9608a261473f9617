package io.pvfhost.tests.node.security;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** One host and one requester for all tests that strangers and dying requesters make: neither may suffer from them. */
final class Shared implements BeforeAllCallback {

  /** So long that no worker comes free because its lease has ended. */
  private static final long LEASE_MILLIS = 60_000;
  private static final String REQUESTER = "requester";
  private static final String STRANGER = "stranger";

  SecuredHost host;
  Requester requester;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Cluster cluster = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(Cluster.class, absent -> Cluster.start(), Cluster.class);
    host = cluster.host;
    requester = cluster.requester;
    requester.assertServed(SecuredHost.NAME);
  }

  /** The folder of somebody who has a certificate of the cluster; nobody has joined with it. */
  Path spare() {
    return host.keys().resolve(STRANGER);
  }

  /** Neither is anything held at the host, nor does it serve any less than before. */
  void assertUnharmed() {
    requester.awaitIdle(SecuredHost.NAME, SecuredHost.WORKERS);
    host.assertFree();
    requester.assertServed(SecuredHost.NAME);
  }

  private record Cluster(Path dir, SecuredHost host, Requester requester) implements AutoCloseable {

    static Cluster start() {
      try {
        Path dir = Files.createTempDirectory("secured");
        SecuredHost host = SecuredHost.start(dir, LEASE_MILLIS, REQUESTER, STRANGER, LostRequesterTest.REQUESTER);
        return new Cluster(dir, host, Requester.join(host.node(REQUESTER)));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException, InterruptedException {
      requester.close();
      host.close();
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

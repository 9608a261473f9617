package io.pvfhost.tests.node.security;

import io.pvfhost.hazelcast.keys.KeyDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static io.pvfhost.tests.node.security.SecuredHost.LIMIT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Those who come to the port of the event bus without a certificate of the cluster. */
@Timeout(120)
class StrangerConnectionsTest {

  /** As the event bus frames it: a message of 2 GiB that never comes. */
  private static final byte[] FRAME = {0x7f, -1, -1, -1, 1, 2, 3};
  private static final int MANY = 50;

  @RegisterExtension
  static final Shared SHARED = new Shared();

  @TempDir
  private Path dir;
  private final long before = refused();

  private static long refused() {
    return SHARED.host.refusedByBus("handshake");
  }

  @AfterEach
  void theHostIsUnharmed() {
    SHARED.assertUnharmed();
  }

  private void assertRefused(TlsPeer stranger) throws Exception {
    try (stranger) {
      assertEquals(-1, stranger.sendAndRead(FRAME));
    }
    await().atMost(LIMIT).until(() -> refused() == before + 1);
  }

  @Test
  void whoHasNoCertificateIsRefused() throws Exception {
    assertRefused(TlsPeer.anonymous(SHARED.host.busPort()));
  }

  @Test
  void whoHasMadeHisCertificateHimselfIsRefused() throws Exception {
    Path own = SecuredHost.keys(dir, "own");
    assertRefused(TlsPeer.with(own.resolve(KeyDirectory.AUTHORITY), own.resolve(KeyDirectory.AUTHORITY_KEY),
        SHARED.host.busPort()));
  }

  @Test
  void whoHasACertificateOfAnotherClusterIsRefused() throws Exception {
    Path other = SecuredHost.keys(dir, "other", "host").resolve("host");
    assertRefused(TlsPeer.with(other.resolve(KeyDirectory.CERTIFICATE), other.resolve(KeyDirectory.KEY),
        SHARED.host.busPort()));
  }

  @Test
  void whoSpeaksNoTlsIsRefused() throws Exception {
    try (TlsPeer plain = TlsPeer.plain(SHARED.host.busPort())) {
      // What comes back, if anything does, is the alert that this is no TLS.
      plain.sendAndRead("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    await().atMost(LIMIT).until(() -> refused() == before + 1);
  }

  @Test
  void whoComesOftenIsCountedAsOften() throws Exception {
    for (int i = 0; i < MANY; i++) {
      try (TlsPeer stranger = TlsPeer.anonymous(SHARED.host.busPort())) {
        assertEquals(-1, stranger.sendAndRead(FRAME));
      }
    }
    await().atMost(LIMIT).until(() -> refused() == before + MANY);
  }

  @Test
  void nodesAreNotRefused() {
    SHARED.assertUnharmed();
    assertEquals(before, refused());
  }
}

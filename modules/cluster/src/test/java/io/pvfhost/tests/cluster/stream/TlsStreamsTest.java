package io.pvfhost.tests.cluster.stream;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.pvfhost.api.FailureCode;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.StreamTls;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.scale.Bytes;
import io.vertx.core.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;

import static io.pvfhost.tests.cluster.stream.StreamRig.LONG;
import static io.pvfhost.tests.cluster.stream.StreamRig.awaitRefused;
import static io.pvfhost.tests.cluster.stream.StreamRig.data;
import static io.pvfhost.tests.cluster.stream.StreamRig.failure;
import static io.pvfhost.tests.cluster.stream.StreamRig.join;
import static io.pvfhost.tests.cluster.stream.StreamRig.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Streams over mutual TLS, and those who have not the right certificate. */
class TlsStreamsTest extends StreamsContract {

  private static final byte[] NOTHING = {};

  @TempDir
  private Path dir;
  private Certificates authority;

  @BeforeEach
  void makeAuthority() throws Exception {
    authority = new Certificates(dir, "cluster");
  }

  @Override
  StreamOptions options() throws Exception {
    return new StreamOptions().setTls(authority.node());
  }

  private void assertStrangerFails(StreamOptions stranger) throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(stranger);
    InboundStream inbound = rig.expect(receiver, 1 << 20, LONG);
    failure(FailureCode.UNAVAILABLE, rig.send(sender, inbound.ticket(), data(1 << 20), LONG));
    awaitRefused(receiver, "handshake", 1);
    assertEquals(1 << 20, receiver.reservedBytes(), "the ticket is still good");
    inbound.cancel();
  }

  @Test
  void nodeOfAnotherClusterIsRefused() throws Exception {
    assertStrangerFails(new StreamOptions().setTls(new Certificates(dir, "other").node()));
  }

  @Test
  void plainTcpIsRefused() throws Exception {
    assertStrangerFails(new StreamOptions());
  }

  @Test
  void certificateOfAnotherAuthorityIsRefused() throws Exception {
    assertRawPeerFails("TLSv1.3", new Certificates(dir, "other").node());
  }

  @Test
  void certificateOfAnAuthorityOfTheSameNameIsRefused() throws Exception {
    assertRawPeerFails("TLSv1.3", new Certificates(Files.createDirectory(dir.resolve("elsewhere")), "cluster").node());
  }

  @Test
  void selfSignedCertificateIsRefused() throws Exception {
    assertRawPeerFails("TLSv1.3", new Certificates(dir, "itself").ca());
  }

  @Test
  void certificateThatHasExpiredIsRefused() throws Exception {
    assertRawPeerFails("TLSv1.3", authority.node(Instant.now().minus(Duration.ofDays(1))));
  }

  @Test
  void peerWithoutACertificateIsRefused() throws Exception {
    assertRawPeerFails("TLSv1.3", SslContextBuilder.forClient());
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    assertRawPeerFails("TLSv1.2", authority.node());
  }

  @Test
  void rawPeerWithTheRightCertificateIsAnswered() throws Exception {
    TcpStreams receiver = rig.open(options());
    InboundStream inbound = rig.expect(receiver, 1, LONG);
    try (Stranger peer = new Stranger(connect(receiver, "TLSv1.3", identity(authority.node())))) {
      peer.send(Stranger.head(inbound.ticket(), 1), data(1));
      assertEquals(1, peer.answerByte());
    }
    join(inbound.received()).release();
  }

  @Test
  void plainReceiverGetsNothingFromASenderWithTls() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions());
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, 1 << 20, LONG);
    failure(FailureCode.UNAVAILABLE, rig.send(sender, inbound.ticket(), data(1 << 20), LONG));
    awaitRefused(receiver, "unknown_ticket", 1);
    inbound.cancel();
  }

  @Test
  void receiverOfAnotherAuthorityGetsNothing() throws Exception {
    TcpStreams receiver = rig.open(new StreamOptions().setTls(new Certificates(dir, "other").node()));
    TcpStreams sender = rig.open(options());
    InboundStream inbound = rig.expect(receiver, 1 << 20, LONG);
    String message =
        failure(FailureCode.UNAVAILABLE, rig.send(sender, inbound.ticket(), data(1 << 20), LONG));
    assertTrue(message.startsWith("TLS with"), message);
    awaitRefused(receiver, "handshake", 1);
    inbound.cancel();
  }

  private void assertRawPeerFails(String version, StreamTls files) throws Exception {
    assertRawPeerFails(version, identity(files));
  }

  private static SslContextBuilder identity(StreamTls files) throws Exception {
    return SslContextBuilder.forClient().keyManager(files.certificate().toFile(), files.key().toFile());
  }

  private void assertRawPeerFails(String version, SslContextBuilder identity) throws Exception {
    TcpStreams receiver = rig.open(options());
    InboundStream inbound = rig.expect(receiver, 1, LONG);
    try (Stranger stranger = new Stranger(connect(receiver, version, identity))) {
      byte[] whole = new byte[25];
      System.arraycopy(Stranger.head(inbound.ticket(), 1), 0, whole, 0, 24);
      assertThrows(IOException.class, () -> stranger.sendAndRead(whole));
    }
    awaitRefused(receiver, "handshake", 1);
    inbound.cancel();
  }

  private static SSLSocket connect(TcpStreams receiver, String version, SslContextBuilder identity) throws Exception {
    SslContext context = identity.trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    SSLContext jdk = ((JdkSslContext) context).context();
    SSLSocket socket = (SSLSocket) jdk.getSocketFactory().createSocket(receiver.host(), receiver.port());
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  @Test
  void garbageIsRefused() throws Exception {
    TcpStreams receiver = rig.open(options());
    try (Stranger stranger = Stranger.at(receiver)) {
      stranger.send(data(100_000)).answer();
    }
    awaitRefused(receiver, "handshake", 1);
  }

  @Test
  void handshakeThatDoesNotComeInTimeEndsTheConnection() throws Exception {
    TcpStreams receiver = rig.open(options().setHeaderTimeout(Duration.ofMillis(500)));
    // The node's own first handshake may have been too slow as well.
    long before = receiver.refused().getOrDefault("slow_header", 0L);
    try (Stranger stranger = Stranger.at(receiver)) {
      assertArrayEquals(NOTHING, stranger.answer());
    }
    awaitRefused(receiver, "slow_header", before + 1);
  }

  @Test
  void rightCertificateDoesNotReplaceATicket() throws Exception {
    TcpStreams receiver = rig.open(options());
    TcpStreams sender = rig.open(options());
    StreamTicket guess = new StreamTicket(receiver.host(), receiver.port(), Bytes.wrap(data(16)));
    failure(FailureCode.UNAVAILABLE, rig.send(sender, guess, data(1), LONG));
    awaitRefused(receiver, "unknown_ticket", 1);
  }

  @Test
  void filesThatAreOfNoUseAreToldAtTheStart() throws Exception {
    StreamTls good = authority.node();
    StreamTls other = new Certificates(dir, "other").node();
    Path bad = Files.writeString(dir.resolve("bad.pem"), "no certificate");
    for (StreamTls tls : new StreamTls[] {
        new StreamTls(bad, good.key(), good.authority()),
        new StreamTls(good.certificate(), bad, good.authority()),
        new StreamTls(good.certificate(), good.key(), bad),
        new StreamTls(dir.resolve("missing"), good.key(), good.authority()),
        new StreamTls(good.certificate(), other.key(), good.authority()),
        new StreamTls(good.certificate(), good.key(), other.authority()),
        authority.node(Instant.now().minus(Duration.ofDays(1)))}) {
      Future<TcpStreams> opening = rig.call(() -> TcpStreams.open(rig.vertx(), new StreamOptions().setTls(tls)));
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> opening.toCompletionStage().toCompletableFuture().get());
      assertInstanceOf(IOException.class, failed.getCause());
    }
  }

  @Test
  void nodeThatListensEverywhereTriesItsCertificateToo() throws Exception {
    TcpStreams node = rig.open(options().setHost("0.0.0.0").setPublicHost("127.0.0.1"));
    InboundStream inbound = rig.expect(node, 1, LONG);
    assertEquals(sha256(data(1)), join(rig.send(node, inbound.ticket(), data(1), LONG)));
    join(inbound.received()).release();
  }
}

package io.pvfhost.tests.node.security;

import io.pvfhost.cluster.StreamTicket;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Somebody with a socket, with or without a certificate, who does with it what he likes. */
final class TlsPeer implements AutoCloseable {

  private static final char[] PASSWORD = {};

  private final Socket socket;

  private TlsPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) SecuredHost.LIMIT.toMillis());
    socket.setTcpNoDelay(true);
  }

  /** Without TLS. */
  static TlsPeer plain(int port) throws IOException {
    return new TlsPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** With TLS 1.3 and no certificate. */
  static TlsPeer anonymous(int port) throws IOException, GeneralSecurityException {
    return connect(port, new KeyManager[0]);
  }

  /** With TLS 1.3 and a certificate. */
  static TlsPeer with(Path certificate, Path key, int port) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry("key", key(key), PASSWORD, new Certificate[] {certificate(certificate)});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    return connect(port, keys.getKeyManagers());
  }

  private static TlsPeer connect(int port, KeyManager[] keys) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys, new TrustManager[] {new Credulous()}, null);
    return new TlsPeer(context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("EC").generatePrivate(
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** The beginning of a stream. */
  static byte[] head(StreamTicket ticket, long length) {
    return ByteBuffer.allocate(StreamTicket.SECRET_BYTES + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN)
        .put(ticket.secret().array()).putLong(length).array();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends as much as the other side lets it, and tells the first byte that comes back; -1 for none, but an end. */
  int sendAndRead(byte[] bytes) throws IOException {
    try {
      send(bytes);
      return socket.getInputStream().read();
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException refused) {
      // Reset, or told so by an alert of TLS.
      socket.close();
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Believes whoever is there: what matters is whom the other side believes. */
  private static final class Credulous implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("this is the client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      assert chain.length > 0;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

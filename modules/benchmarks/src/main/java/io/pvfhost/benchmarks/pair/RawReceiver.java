package io.pvfhost.benchmarks.pair;

import io.pvfhost.scale.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The least that a receiver can do: a thread for each connection reads bodies of a known length into memory that is
 * there already, and answers each with one byte. The head of a connection says whether it hashes.
 *
 * <pre>
 * 0               1             5               37
 * +---------------+-------------+---------------+----------+----------+
 * | hashing, 0/1  | length, int | SHA-256, 32 B | body     | body ... |
 * +---------------+-------------+---------------+----------+----------+
 * </pre>
 */
final class RawReceiver {

  /** Bytes of the head of a connection. */
  static final int HEAD_BYTES = 1 + Integer.BYTES + Hash.LENGTH;
  /** Answer to a body that is as it should be; one that is not is answered with the end of the connection. */
  static final byte TAKEN = 1;

  private static final Logger LOG = LoggerFactory.getLogger(RawReceiver.class);

  private final ServerSocketChannel server;

  private RawReceiver(ServerSocketChannel server) {
    this.server = server;
  }

  static RawReceiver open() throws IOException {
    RawReceiver receiver = new RawReceiver(
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    start(receiver::accept);
    return receiver;
  }

  private static void start(Runnable action) {
    Thread thread = new Thread(action, "bench-raw");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.socket().getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        start(() -> serve(channel));
      }
    } catch (AsynchronousCloseException closed) {
      LOG.debug("no more copies are taken", closed);
    } catch (IOException e) {
      LOG.warn("no more copies can be taken", e);
    }
  }

  private static void serve(SocketChannel channel) {
    try (channel) {
      ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
      if (!fill(channel, head, null)) {
        return;
      }
      head.flip();
      MessageDigest digest = head.get() == 0 ? null : sha256();
      ByteBuffer body = ByteBuffer.allocateDirect(head.getInt());
      byte[] announced = new byte[Hash.LENGTH];
      head.get(announced);
      while (fill(channel, body.clear(), digest)) {
        if (digest != null && !MessageDigest.isEqual(announced, digest.digest())) {
          return;
        }
        channel.write(ByteBuffer.wrap(new byte[] {TAKEN}));
      }
    } catch (IOException e) {
      LOG.warn("a copy has failed", e);
    }
  }

  /** Reads until the buffer is full; false when the connection ends instead. */
  private static boolean fill(SocketChannel channel, ByteBuffer buffer, MessageDigest digest) throws IOException {
    while (buffer.hasRemaining()) {
      int start = buffer.position();
      if (channel.read(buffer) < 0) {
        return false;
      }
      if (digest != null) {
        digest.update(buffer.duplicate().flip().position(start));
      }
    }
    return true;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() throws IOException {
    server.close();
  }
}

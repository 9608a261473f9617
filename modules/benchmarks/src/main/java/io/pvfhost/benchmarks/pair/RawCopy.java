package io.pvfhost.benchmarks.pair;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The yardstick of streams: the same bytes by blocking sockets, one connection and one thread a side for each body in
 * flight, out of and into memory that needs no copying.
 */
public final class RawCopy {

  private static final int CHUNK_BYTES = 256 << 10;

  private final InetSocketAddress receiver;
  private final ByteBuffer body;
  private final byte[] sha256;

  /**
   * @param port of the receiver, on the loopback interface
   * @param data what each body is
   */
  public RawCopy(int port, Bytes data) {
    this.receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.body = ByteBuffer.allocateDirect(data.length()).put(data.array()).flip();
    this.sha256 = Digests.sha2_256(data.array());
  }

  /** The port at which the other node takes copies. */
  public static Future<Integer> port(Vertx vertx) {
    return vertx.eventBus().<Integer>request(StreamTaker.RAW_PORT, null).map(answer -> answer.body());
  }

  /**
   * Sends bodies; blocks.
   *
   * @param bodies how many
   * @param inFlight how many at a time
   * @param hashing whether both sides hash with SHA-256 and compare
   * @return seconds that it took
   */
  public double seconds(int bodies, int inFlight, boolean hashing) throws Exception {
    AtomicInteger left = new AtomicInteger(bodies);
    ExecutorService threads = Executors.newFixedThreadPool(inFlight);
    try {
      List<Callable<Void>> lanes = new ArrayList<>();
      for (int i = 0; i < inFlight; i++) {
        lanes.add(() -> send(left, hashing));
      }
      long start = System.nanoTime();
      for (java.util.concurrent.Future<Void> lane : threads.invokeAll(lanes)) {
        lane.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      threads.shutdownNow();
    }
  }

  private Void send(AtomicInteger left, boolean hashing) throws IOException {
    try (SocketChannel channel = SocketChannel.open(receiver)) {
      channel.write(ByteBuffer.allocate(RawReceiver.HEAD_BYTES).put((byte) (hashing ? 1 : 0)).putInt(body.limit())
          .put(sha256).flip());
      MessageDigest digest = hashing ? RawReceiver.sha256() : null;
      while (left.getAndDecrement() > 0) {
        send(channel, digest);
      }
    }
    return null;
  }

  private void send(SocketChannel channel, MessageDigest digest) throws IOException {
    for (int at = 0; at < body.limit(); at += CHUNK_BYTES) {
      ByteBuffer chunk = body.slice(at, Math.min(CHUNK_BYTES, body.limit() - at));
      channel.write(chunk);
      if (digest != null) {
        digest.update(chunk.rewind());
      }
    }
    if (digest != null && !MessageDigest.isEqual(sha256, digest.digest())) {
      throw new IOException("the hash of what was sent is another one than before");
    }
    ByteBuffer answer = ByteBuffer.allocate(1);
    if (channel.read(answer) != 1 || answer.get(0) != RawReceiver.TAKEN) {
      throw new IOException("the receiver did not take " + Hash.of(sha256).toHex());
    }
  }
}

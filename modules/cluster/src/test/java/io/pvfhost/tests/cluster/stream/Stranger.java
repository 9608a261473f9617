package io.pvfhost.tests.cluster.stream;

import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.TcpStreams;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/** A peer that does what it likes with its connection. */
final class Stranger implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int HEAD_BYTES = 24;

  private final Socket socket;

  Stranger(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
  }

  static Stranger at(TcpStreams streams) throws IOException {
    return new Stranger(new Socket(streams.host(), streams.port()));
  }

  /** The beginning of a stream. */
  static byte[] head(StreamTicket ticket, long length) {
    return ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN).put(ticket.secret().array()).putLong(length)
        .array();
  }

  /** Sends; a receiver that has had enough may have closed. */
  Stranger send(byte[]... parts) throws IOException {
    try {
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
      }
    } catch (SocketException closed) {
      // What the receiver did is seen by reading.
      socket.shutdownInput();
    }
    return this;
  }

  /** What the receiver sends before it closes. */
  byte[] answer() throws IOException {
    byte[] answer = new byte[HEAD_BYTES];
    int count = 0;
    try {
      for (int read = 0; read >= 0; read = socket.getInputStream().read(answer, count, answer.length - count)) {
        count += read;
      }
    } catch (SocketException reset) {
      // Closed with bytes of ours unread.
      return Arrays.copyOf(answer, count);
    }
    return Arrays.copyOf(answer, count);
  }

  /** Sends, and reads until the end; fails when either does. */
  void sendAndRead(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    int answer = socket.getInputStream().read();
    if (answer >= 0) {
      throw new AssertionError("answered with " + answer);
    }
  }

  /** One byte of the receiver. */
  int answerByte() throws IOException {
    return socket.getInputStream().read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.pvfhost.tests.cluster.stream;

import io.pvfhost.api.FailureCode;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import static io.pvfhost.tests.cluster.stream.StreamRig.LONG;
import static io.pvfhost.tests.cluster.stream.StreamRig.data;
import static io.pvfhost.tests.cluster.stream.StreamRig.failure;
import static io.pvfhost.tests.cluster.stream.StreamRig.join;
import static io.pvfhost.tests.cluster.stream.StreamRig.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Receivers that are not there, stall, break off or answer nonsense: the sender's stream fails, and only that. */
@Timeout(60)
class FaultyReceiverTest {

  @RegisterExtension
  static final LeakDetection LEAKS = new LeakDetection();

  private static final int HEAD_BYTES = 24;
  private static final int LENGTH = 100_000;
  /** More than the sockets' buffers take. */
  private static final int LARGE = 32 << 20;
  private static final Duration SHORT = Duration.ofMillis(300);

  @RegisterExtension
  final StreamRig rig = new StreamRig();

  private ServerSocket receiver;
  private TcpStreams sender;

  @BeforeEach
  void listen() throws IOException {
    receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    sender = rig.open(new StreamOptions());
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
  }

  private StreamTicket ticket() {
    return new StreamTicket("127.0.0.1", receiver.getLocalPort(), Bytes.wrap(data(StreamTicket.SECRET_BYTES)));
  }

  private Future<Hash> send(int length, Duration patience) {
    return rig.send(sender, ticket(), data(length), patience);
  }

  private static byte[] read(Socket socket, int count) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(count);
    assertEquals(count, bytes.length);
    return bytes;
  }

  @Test
  void streamIsTicketLengthAndBytes() throws IOException {
    Future<Hash> sent = send(LENGTH, LONG);
    try (Socket socket = receiver.accept()) {
      assertEquals(Bytes.wrap(Stranger.head(ticket(), LENGTH)), Bytes.wrap(read(socket, HEAD_BYTES)));
      assertEquals(Bytes.wrap(data(LENGTH)), Bytes.wrap(read(socket, LENGTH)));
      assertTrue(!sent.isComplete(), "not before the receiver has answered");
      socket.getOutputStream().write(1);
      assertEquals(sha256(data(LENGTH)), join(sent));
    }
  }

  @Test
  void nobodyThere() throws IOException {
    receiver.close();
    assertTrue(failure(FailureCode.UNAVAILABLE, send(LENGTH, LONG)).startsWith("no connection to /127.0.0.1:"));
  }

  @Test
  void unknownHost() {
    StreamTicket ticket = new StreamTicket("no-such-host.invalid", 1, ticket().secret());
    assertEquals("unknown host no-such-host.invalid",
        failure(FailureCode.UNAVAILABLE, rig.send(sender, ticket, data(1), LONG)));
  }

  @Test
  void hostIsLookedUpByName() throws IOException {
    StreamTicket ticket = new StreamTicket("localhost", receiver.getLocalPort(), ticket().secret());
    Future<Hash> sent = rig.send(sender, ticket, data(1), LONG);
    try (Socket socket = receiver.accept()) {
      read(socket, HEAD_BYTES + 1);
      socket.getOutputStream().write(1);
      assertEquals(sha256(data(1)), join(sent));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17})
  void secretOfAnotherSizeIsNoTicket(int bytes) {
    StreamTicket ticket = new StreamTicket("127.0.0.1", 1, Bytes.wrap(data(bytes)));
    failure(FailureCode.MALFORMED, rig.send(sender, ticket, data(1), LONG));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void portThatIsNoneIsNoTicket(int port) {
    StreamTicket ticket = new StreamTicket("127.0.0.1", port, ticket().secret());
    failure(FailureCode.MALFORMED, rig.send(sender, ticket, data(1), LONG));
  }

  @Test
  void receiverThatReadsNothingStallsTheStream() throws IOException {
    Future<Hash> sent = send(LARGE, SHORT);
    try (Socket silent = receiver.accept()) {
      String message = failure(FailureCode.UNAVAILABLE, sent);
      assertTrue(message.contains("made no progress for 300 ms"), message);
      assertTrue(silent.isConnected());
    }
  }

  @Test
  void receiverThatDoesNotAnswerStallsTheStream() throws IOException {
    Future<Hash> sent = send(LENGTH, SHORT);
    try (Socket socket = receiver.accept()) {
      read(socket, HEAD_BYTES + LENGTH);
      failure(FailureCode.UNAVAILABLE, sent);
      assertEquals(-1, socket.getInputStream().read(), "the sender has closed");
    }
  }

  @Test
  void receiverThatIsSlowButReadsHasAllTheTimeItNeeds() throws IOException {
    Duration patience = Duration.ofSeconds(1);
    Future<Hash> sent = send(LARGE, patience);
    try (Socket socket = receiver.accept()) {
      read(socket, HEAD_BYTES);
      for (int i = 0; i < 16; i++) {
        read(socket, LARGE / 16);
        LockSupport.parkNanos(patience.toNanos() / 10);
      }
      socket.getOutputStream().write(1);
      assertEquals(sha256(data(LARGE)), join(sent));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, HEAD_BYTES + 1, HEAD_BYTES + LENGTH})
  void receiverThatClosesWithoutAnAnswerFailsTheStream(int after) throws IOException {
    Future<Hash> sent = send(LENGTH, LONG);
    try (Socket socket = receiver.accept()) {
      read(socket, after);
    }
    failure(FailureCode.UNAVAILABLE, sent);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 255})
  void otherAnswerThanOneIsNone(int answer) throws IOException {
    Future<Hash> sent = send(LENGTH, LONG);
    try (Socket socket = receiver.accept()) {
      read(socket, HEAD_BYTES + LENGTH);
      socket.getOutputStream().write(answer);
      assertTrue(failure(FailureCode.UNAVAILABLE, sent).endsWith("answered what is no answer"));
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void answerBeforeAllWasSentIsNone() throws IOException {
    Future<Hash> sent = send(LARGE, LONG);
    try (Socket socket = receiver.accept()) {
      read(socket, HEAD_BYTES);
      socket.getOutputStream().write(1);
      assertTrue(failure(FailureCode.UNAVAILABLE, sent).endsWith("answered what is no answer"));
    }
  }

  @Test
  void connectionIsUsedAgain() throws IOException {
    Future<Hash> first = send(1, LONG);
    try (Socket socket = exchange(receiver.accept(), first, 1)) {
      for (int length = 2; length < 5; length++) {
        exchange(socket, send(length, LONG), length);
      }
    }
  }

  private static Socket exchange(Socket socket, Future<Hash> sent, int length) throws IOException {
    read(socket, HEAD_BYTES + length);
    socket.getOutputStream().write(1);
    assertEquals(sha256(data(length)), join(sent));
    return socket;
  }

  @Test
  void connectionThatIsClosedWhenItIsUsedAgainIsReplacedOnce() throws IOException {
    Future<Hash> again;
    Future<Hash> first = send(LENGTH, LONG);
    try (Socket socket = exchange(receiver.accept(), first, LENGTH)) {
      again = send(LENGTH + 1, LONG);
      read(socket, HEAD_BYTES);
    }
    exchange(receiver.accept(), again, LENGTH + 1).close();
  }

  @Test
  void connectionThatTheReceiverClosesWhileIdleIsForgotten() throws IOException {
    for (int i = 0; i < 2; i++) {
      Future<Hash> sent = send(LENGTH, LONG);
      exchange(receiver.accept(), sent, LENGTH).close();
    }
  }

  @Test
  void newConnectionThatIsClosedIsNotTriedAgain() throws IOException {
    Future<Hash> sent = send(LENGTH, LONG);
    receiver.accept().close();
    failure(FailureCode.UNAVAILABLE, sent);
    receiver.setSoTimeout(1);
    assertThrows(SocketTimeoutException.class, receiver::accept);
  }
}

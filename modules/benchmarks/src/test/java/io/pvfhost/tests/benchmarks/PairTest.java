package io.pvfhost.tests.benchmarks;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.benchmarks.pair.JobSequence;
import io.pvfhost.benchmarks.pair.RawCopy;
import io.pvfhost.benchmarks.pair.StreamLoad;
import io.pvfhost.benchmarks.pair.StreamTaker;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.Streams;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What two nodes do in a benchmark: what is not as it must be is never counted as a result. */
@Timeout(60)
class PairTest {

  private static final String HOST = "bench-there";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  /** Answers every job. */
  private record FakeHost(Function<ExecuteRequest, ExecuteReply> answer) implements PvfClient {

    @Override
    public Future<ExecuteReply> execute(ExecuteRequest request) {
      return Future.succeededFuture(answer.apply(request));
    }

    @Override
    public Future<PrepareReply> prepare(PrepareRequest request) {
      return Future.failedFuture("not asked for");
    }

    @Override
    public Future<PrepareReply> precheck(PrepareRequest request) {
      return Future.failedFuture("not asked for");
    }

    @Override
    public Future<StatusReply> status() {
      return Future.failedFuture("not asked for");
    }

    @Override
    public Future<ClusterReply> cluster() {
      return Future.failedFuture("not asked for");
    }
  }

  private static ExecuteReply reply(ExecuteRequest request, ReasonCode code, Bytes head, String... hosts) {
    Reason reason = new Reason(code, "as the test wants it");
    Optional<ValidationResult> result = code == ReasonCode.OK
        ? Optional.of(new ValidationResult(head, Optional.empty(), List.of(), List.of(), 0, 1)) : Optional.empty();
    List<Attempt> attempts = IntStream.range(0, hosts.length).mapToObj(i -> new Attempt(i + 1,
        hosts[i], Optional.empty(), reason, Duration.ZERO, Duration.ZERO, List.of())).toList();
    return new ExecuteReply(request.jobId(), code.verdict(), reason, result, request.code().hash(),
        request.encodedPovSize(), Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), attempts);
  }

  private static Bytes rightHead(ExecuteRequest request) {
    return Bytes.wrap(Digests.blake2b256(request.pov().blockData().array()));
  }

  private static String failure(Function<ExecuteRequest, ExecuteReply> answer) {
    return assertThrows(IllegalStateException.class,
        () -> JobSequence.run(new FakeHost(answer), HOST, 100, 3).await(10, TimeUnit.SECONDS)).getMessage();
  }

  @Test
  void eachJobIsTimedOnce() throws Exception {
    long[] nanos = JobSequence.run(new FakeHost(request -> reply(request, ReasonCode.OK, rightHead(request), HOST)),
        HOST, 100, 40).await(10, TimeUnit.SECONDS);
    assertEquals(40, nanos.length);
    for (long each : nanos) {
      assertTrue(each > 0);
    }
  }

  @Test
  void aWrongAnswerFailsTheSequence() {
    assertTrue(failure(request -> reply(request, ReasonCode.OK, Bytes.wrap(new byte[32]), HOST))
        .contains("wrong answer"));
    assertTrue(failure(request -> reply(request, ReasonCode.CANCELLED, Bytes.EMPTY, HOST)).contains("wrong answer"));
  }

  @Test
  void aJobThatRanElsewhereOrTwiceFailsTheSequence() {
    assertTrue(failure(request -> reply(request, ReasonCode.OK, rightHead(request), "bench-here")).contains("ran at"));
    assertTrue(failure(request -> reply(request, ReasonCode.OK, rightHead(request), HOST, HOST)).contains("ran at"));
  }

  /** Sends something else than it is told. */
  private record Altering(Streams streams) implements Streams {

    @Override
    public InboundStream expect(long length, Duration patience) {
      return streams.expect(length, patience);
    }

    @Override
    public Future<Hash> send(StreamTicket ticket, Bytes data, Duration patience) {
      byte[] altered = data.array().clone();
      altered[altered.length / 2] ^= 1;
      return streams.send(ticket, Bytes.wrap(altered), patience);
    }

    @Override
    public Map<String, Long> refused() {
      return streams.refused();
    }

    @Override
    public long reservedBytes() {
      return streams.reservedBytes();
    }

    @Override
    public Future<Void> close() {
      return streams.close();
    }
  }

  private Streams open() throws Exception {
    Streams streams = TcpStreams.open(vertx, new StreamOptions()).await(30, TimeUnit.SECONDS);
    vertx.deployVerticle(new StreamTaker(streams)).await(30, TimeUnit.SECONDS);
    return streams;
  }

  private void load(Streams streams, int bodies) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    vertx.getOrCreateContext().runOnContext(v -> StreamLoad.run(vertx, streams, body(), bodies, 3)
        .onComplete(done::complete, done::completeExceptionally));
    done.get(30, TimeUnit.SECONDS);
  }

  private static Bytes body() {
    byte[] body = new byte[300_001];
    new Random(1).nextBytes(body);
    return Bytes.wrap(body);
  }

  @Test
  void streamsThatArriveAsTheyWereSentAreALoad() throws Exception {
    Streams streams = open();
    load(streams, 10);
    load(streams, 1);
    assertEquals(0, streams.reservedBytes());
    streams.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void streamsThatArriveOtherwiseFailTheLoad() throws Exception {
    Streams streams = open();
    ExecutionException failed = assertThrows(ExecutionException.class, () -> load(new Altering(streams), 5));
    assertTrue(failed.getCause().getMessage().contains("took 0 as they were sent, and 5 as they were not"),
        failed::getMessage);
    streams.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void rawCopiesEndWhenAllIsTaken() throws Exception {
    Streams streams = open();
    int port = RawCopy.port(vertx).await(30, TimeUnit.SECONDS);
    RawCopy copy = new RawCopy(port, body());
    assertTrue(copy.seconds(10, 3, false) > 0);
    assertTrue(copy.seconds(10, 3, true) > 0);
    streams.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void rawCopiesThatAreNotTakenFail() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread receiver = new Thread(() -> takeAndClose(server));
      receiver.setDaemon(true);
      receiver.start();
      RawCopy copy = new RawCopy(server.getLocalPort(), Bytes.wrap(new byte[1_000]));
      ExecutionException failed = assertThrows(ExecutionException.class, () -> copy.seconds(2, 1, true));
      assertTrue(failed.getCause() instanceof IOException, failed::toString);
    }
  }

  private static void takeAndClose(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().readNBytes(1 + 4 + 32 + 1_000);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

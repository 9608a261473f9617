package io.pvfhost.tests.cluster.stream;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.stream.StreamOptions;
import io.pvfhost.cluster.stream.TcpStreams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Nodes' streams for one test. After the test no byte may be reserved any more. */
final class StreamRig implements BeforeEachCallback, AfterEachCallback {

  /** Longer than any stream of the tests takes. */
  static final Duration LONG = Duration.ofSeconds(20);

  private static final long LIMIT_SECONDS = 30;

  private final List<TcpStreams> opened = new ArrayList<>();
  private Vertx vertx;
  private Context context;

  @Override
  public void beforeEach(ExtensionContext test) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    context = vertx.getOrCreateContext();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    try {
      for (TcpStreams streams : opened) {
        await().untilAsserted(() -> assertEquals(0, streams.reservedBytes()));
        join(call(streams::close));
        assertEquals(0, streams.reservedBytes());
      }
    } finally {
      join(vertx.close());
    }
  }

  /** The streams of one node. */
  TcpStreams open(StreamOptions options) {
    TcpStreams streams = join(call(() -> TcpStreams.open(vertx, options)));
    opened.add(streams);
    return streams;
  }

  /** Asks for a stream on the context. */
  InboundStream expect(TcpStreams streams, long length, Duration patience) {
    return join(call(() -> Future.succeededFuture(streams.expect(length, patience))));
  }

  /** Sends a stream from the context. */
  Future<Hash> send(TcpStreams streams, StreamTicket ticket, byte[] data, Duration patience) {
    return call(() -> streams.send(ticket, Bytes.wrap(data), patience));
  }

  Vertx vertx() {
    return vertx;
  }

  Context context() {
    return context;
  }

  /** Calls on the context. */
  <T> Future<T> call(Callable<Future<T>> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    context.runOnContext(v -> {
      try {
        action.call().onComplete(result::complete, result::completeExceptionally);
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    });
    return Future.fromCompletionStage(result);
  }

  static <T> T join(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The message of the typed failure that a future ends with. */
  static String failure(FailureCode code, Future<?> future) {
    ExecutionException failed = assertThrows(ExecutionException.class,
        () -> future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS));
    PvfException typed = assertInstanceOf(PvfException.class, failed.getCause());
    assertEquals(code, typed.code(), typed::getMessage);
    return typed.getMessage();
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2));
  }

  /** Waits until streams have been refused as often as is said, and for nothing else. */
  static void awaitRefused(TcpStreams streams, String cause, long count) {
    await().untilAsserted(() -> assertEquals(Map.of(cause, count), streams.refused()));
  }

  static byte[] data(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  static Hash sha256(byte[] data) {
    try {
      return Hash.of(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

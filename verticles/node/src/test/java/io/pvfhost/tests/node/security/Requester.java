package io.pvfhost.tests.node.security;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.PeerBus;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleWriter;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A node of this JVM that gives jobs to hosts. */
final class Requester implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(50);

  private final ClusteredVertx cluster;
  private final Map<String, Advert> adverts = new ConcurrentHashMap<>();

  private Requester(ClusteredVertx cluster) {
    this.cluster = cluster;
    get(cluster.vertx().deployVerticle(new DispatchVerticle(new DispatchOptions(), cluster.node())));
    get(cluster.node().bus().listen(advert -> adverts.put(advert.node().name(), advert)));
  }

  /** Joins a cluster. */
  static Requester join(ClusterOptions options) {
    return new Requester(start(options));
  }

  /** A node without any verticles. */
  static ClusteredVertx start(ClusterOptions options) {
    return get(ClusteredVertx.start(new VertxOptions(), options));
  }

  static <T> T get(Future<T> future) {
    try {
      return future.await(SecuredHost.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("nothing within " + SecuredHost.LIMIT, e);
    }
  }

  /** A job that is valid and short. */
  static ExecuteRequest.Builder adder() {
    return adder(ValidationCode.of(Sample.ADDER.code()));
  }

  /** Code of the same function that nobody has seen before: it has a custom section with a name of its own. */
  static ValidationCode newAdder() {
    byte[] name = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    return ValidationCode.of(new ScaleWriter().raw(Sample.ADDER.code().array()).u8(0).u8(name.length + 1)
        .u8(name.length).raw(name).toBytes());
  }

  /** The same job, with its code given in another way. */
  static ExecuteRequest.Builder adder(ValidationCode code) {
    return job(code, Adder.genesisHead(), Adder.block(0, 512));
  }

  /** A job that runs until somebody ends it. */
  static ExecuteRequest.Builder endless() {
    return job(ValidationCode.of(Sample.ENDLESS_LOOP.code()), Bytes.EMPTY, Bytes.EMPTY);
  }

  private static ExecuteRequest.Builder job(ValidationCode code, Bytes head, Bytes block) {
    PersistedValidationData data = new PersistedValidationData(head, 1, Hash.ZERO, PvfLimits.DEFAULT_MAX_POV_SIZE);
    return ExecuteRequest.builder(code, data, new PoV(block)).executionTimeout(LONG);
  }

  ClusteredVertx cluster() {
    return cluster;
  }

  PeerBus bus() {
    return cluster.node().bus();
  }

  PvfClient client() {
    return PvfClient.create(cluster.vertx());
  }

  /** The process of a host, once it has been heard. */
  UUID idOf(String host) {
    return await().atMost(SecuredHost.LIMIT).until(() -> adverts.get(host), advert -> advert != null).node().id();
  }

  /** What a host told last. */
  Optional<Capacity> capacityOf(String host) {
    return Optional.ofNullable(adverts.get(host)).map(Advert::capacity);
  }

  /** A real job comes back valid from the host. */
  void assertServed(String host) {
    idOf(host);
    ExecuteReply reply = get(client().execute(adder().build()));
    assertEquals(Verdict.VALID, reply.verdict(), reply::toString);
    assertEquals(Optional.of(host), reply.host());
    assertEquals(Adder.nextHead(Adder.genesisHead(), 0, 512), reply.result().orElseThrow().headData());
  }

  /** No worker of a host is taken or waited for. */
  void awaitIdle(String host, int workers) {
    await().atMost(SecuredHost.LIMIT).until(() -> capacityOf(host).filter(capacity ->
        capacity.idle() == workers && capacity.parked() == 0).isPresent());
  }

  @Override
  public void close() {
    get(cluster.close());
  }
}

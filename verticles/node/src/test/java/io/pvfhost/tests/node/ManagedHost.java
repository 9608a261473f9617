package io.pvfhost.tests.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.node.ManagementVerticle;
import io.pvfhost.node.NodeOptions;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.awaitility.Awaitility;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A host with real workers and management, ready. */
final class ManagedHost implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(30);
  static final int MAX_CONNECTIONS = 4;

  final ManagementVerticle management;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final String executeId;

  ManagedHost(Path dir) throws IOException {
    NodeOptions options = NodeOptions.load(Files.writeString(dir.resolve("node.yaml"), """
        common: {cacheDirectory: %s}
        execute: {workers: 2}
        management: {port: 0, maxConnections: %d}
        """.formatted(dir.resolve("cache"), MAX_CONNECTIONS)));
    management = new ManagementVerticle(options);
    vertx.deployVerticle(new PrepareVerticle(options.prepare())).await();
    executeId = vertx.deployVerticle(new ExecuteVerticle(options.execute())).await();
    vertx.deployVerticle(management).await();
    Awaitility.await().atMost(LIMIT).until(() -> get("/health/ready").statusCode() == 200);
  }

  Future<ExecuteReply> execute(ExecuteRequest request) {
    return PvfClient.create(vertx).execute(request);
  }

  Future<Void> stopHost() {
    return vertx.undeploy(executeId);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + management.port() + path);
    return http.send(HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).timeout(LIMIT).build(),
        BodyHandlers.ofString());
  }

  String metrics() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  /** What comes back, until the connection is closed. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), management.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  static ExecuteRequest request(Sample sample, Bytes parentHead, Bytes blockData) {
    PersistedValidationData data =
        new PersistedValidationData(parentHead, 1, Hash.ZERO, PvfLimits.DEFAULT_MAX_POV_SIZE);
    return ExecuteRequest.builder(ValidationCode.of(sample.code()), data, new PoV(blockData)).build();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

package io.pvfhost.tests.hazelcast;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A node in a JVM of its own, which can be killed. */
final class NodeProcess implements AutoCloseable {

  private final Process process;
  private final UUID id;

  private NodeProcess(Process process, UUID id) {
    this.process = process;
    this.id = id;
  }

  /** The program: the options as JSON are its argument, its id is what it prints. */
  public static void main(String[] args) throws InterruptedException {
    ClusterOptions options = new ClusterOptions(new JsonObject(args[0]));
    ClusteredVertx node = Nodes.await(ClusteredVertx.start(new VertxOptions(), options));
    System.out.println("node " + node.identity().id());
    new CountDownLatch(1).await();
  }

  static NodeProcess start(ClusterOptions options) throws IOException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
        NodeProcess.class.getName(), options.setPort(0).toJson().encode())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    // The process is killed when the test ends, so the reader may stay as it is.
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    while (line != null && !line.startsWith("node ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new AssertionError("the process ended before it was a node");
    }
    return new NodeProcess(process, UUID.fromString(line.substring("node ".length())));
  }

  UUID id() {
    return id;
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}

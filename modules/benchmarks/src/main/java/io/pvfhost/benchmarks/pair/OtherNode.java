package io.pvfhost.benchmarks.pair;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process of the other node. It ends with its standard input, and so does not outlive the one that started it. */
public final class OtherNode {

  /** The line on standard output that says that the node is ready. */
  static final String READY = "ready";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  /** What Hazelcast asks for. */
  private static final List<String> OPENED = List.of("--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED",
      "--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED",
      "--add-opens", "java.management/sun.management=ALL-UNNAMED",
      "--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private OtherNode() {
  }

  /**
   * Joins a cluster.
   *
   * @param args role, cluster options as JSON, directory for what the node writes
   */
  public static void main(String[] args) throws IOException {
    ClusteredVertx node = ClusteredVertx.join(new VertxOptions().setPreferNativeTransport(true),
        new ClusterOptions(new JsonObject(args[1])), START_LIMIT).await();
    Role.valueOf(args[0]).take(node, Path.of(args[2])).await();
    System.out.println(READY);
    System.in.transferTo(OutputStream.nullOutputStream());
    node.close().await();
  }

  /** The command that starts it on this JDK. */
  static List<String> command(Role role, ClusterOptions options, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPENED);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        OtherNode.class.getName(), role.name(), options.toJson().encode(), directory.toString()));
    return command;
  }
}

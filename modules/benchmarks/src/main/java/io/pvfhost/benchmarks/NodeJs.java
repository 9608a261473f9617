package io.pvfhost.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** V8 as a peer: the same code and params, in a process of node. */
final class NodeJs {

  private static final String SCRIPT = "undying.js";

  private final Path node;
  private final Path script;

  private NodeJs(Path node, Path script) {
    this.node = node;
    this.script = script;
  }

  /** Looks for {@code node} on the PATH; empty if it is not there. */
  static Optional<NodeJs> find(Workspace workspace) throws IOException {
    Optional<Path> node = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(directory -> !directory.isEmpty()).map(directory -> Path.of(directory, "node"))
        .filter(Files::isExecutable).findFirst();
    if (node.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = NodeJs.class.getResourceAsStream(SCRIPT)) {
      return Optional.of(new NodeJs(node.get(), workspace.file(SCRIPT, in.readAllBytes())));
    }
  }

  /**
   * What one process did.
   *
   * @param first milliseconds of the first job, compilation included
   * @param warm median milliseconds of the second half of the jobs
   * @param result the encoded result in hex
   * @param version version of node
   */
  record Run(double first, double warm, String result, String version) {
  }

  Run run(Path code, Path params, int jobs) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(node.toString(), script.toString(), code.toString(), params.toString(),
        Integer.toString(jobs))).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("node exited with " + process.exitValue());
    }
    JsonObject json = new JsonObject(output);
    JsonArray runs = json.getJsonArray("runs");
    Figure warm = new Figure("warm", "ms");
    for (int i = runs.size() / 2; i < runs.size(); i++) {
      warm.add(runs.getDouble(i));
    }
    return new Run(json.getDouble("compile") + runs.getDouble(0), warm.median(), json.getString("result"),
        json.getString("version"));
  }
}

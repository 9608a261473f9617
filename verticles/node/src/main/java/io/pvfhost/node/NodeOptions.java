package io.pvfhost.node;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.scale.Bytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Configuration of a node: a YAML file with the sections {@code common}, {@code execute}, {@code prepare},
 * {@code management}, {@code cluster} and {@code dispatch}. Options of {@code common} apply to the first two verticles;
 * a section of a verticle wins over it.
 *
 * @param execute of the ExecuteVerticle
 * @param prepare of the PrepareVerticle
 * @param management of the ManagementVerticle
 * @param cluster of the cluster that the node joins; empty for a host on its own
 * @param dispatch of the DispatchVerticle, which a node of a cluster has
 * @param hasWorkers whether the node runs jobs; without, it gives jobs to other nodes only
 */
public record NodeOptions(ExecuteOptions execute, PrepareOptions prepare, ManagementOptions management,
    Optional<ClusterOptions> cluster, DispatchOptions dispatch, boolean hasWorkers) {

  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final String RULES = "rules";
  private static final List<String> SECTIONS = List.of("common", "execute", "prepare", "management", "cluster",
      "dispatch");
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Defaults. */
  public NodeOptions() {
    this(new ExecuteOptions(), new PrepareOptions(), new ManagementOptions(), Optional.empty(),
        new DispatchOptions(), true);
  }

  /** These options for a node of a cluster. */
  NodeOptions withCluster(ClusterOptions options) {
    return new NodeOptions(execute, prepare, management, Optional.of(options), dispatch, hasWorkers);
  }

  /**
   * These options with so many execute workers.
   *
   * @param workers 0 for a node that gives jobs to other nodes only
   */
  NodeOptions withWorkers(int workers) {
    if (workers > 0) {
      execute.setWorkers(workers);
    }
    return new NodeOptions(execute, prepare, management, cluster, dispatch, workers > 0);
  }

  /**
   * These options with a rule set, for all that the node does.
   *
   * @param label label of the rule set
   */
  NodeOptions withRules(String label) {
    execute.setRules(label);
    prepare.setRules(label);
    dispatch.setRules(label);
    return this;
  }

  /**
   * Reads a file.
   *
   * @throws InputException naming the file, the option and its limit
   */
  public static NodeOptions load(Path file) {
    Bytes yaml = Inputs.file("--config", file, MAX_FILE_BYTES);
    try {
      return of(parse(yaml));
    } catch (IOException e) {
      throw new InputException(file + ": " + describe(e), e);
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  private static JsonObject parse(Bytes yaml) throws IOException {
    // A file of comments only is an empty document, for which Jackson has no map.
    if (YAML.readTree(yaml.array()).isMissingNode()) {
      return new JsonObject();
    }
    Map<String, Object> map = YAML.readValue(yaml.array(), new TypeReference<LinkedHashMap<String, Object>>() { });
    return new JsonObject(map == null ? Map.of() : map);
  }

  private static NodeOptions of(JsonObject root) {
    for (String name : root.fieldNames()) {
      if (!SECTIONS.contains(name)) {
        throw new IllegalArgumentException("unknown section " + name + ", there are " + String.join(", ", SECTIONS));
      }
    }
    JsonObject common = section(root, "common");
    if (common.getValue(RULES) instanceof Integer label) {
      // Its name is all digits, and is no number all the same.
      common.put(RULES, label.toString());
    }
    JsonObject execute = new ExecuteOptions().toJson();
    JsonObject prepare = new PrepareOptions().toJson();
    checkNames("common", common, inBoth(execute, prepare));
    for (String section : List.of("execute", "prepare", "dispatch")) {
      // One place: a host that prepared by other rules than it executes by could do nothing.
      if (section(root, section).containsKey(RULES)) {
        throw new IllegalArgumentException(section + "." + RULES + " belongs into the section common");
      }
    }
    JsonObject ownExecute = section(root, "execute");
    boolean inCluster = root.containsKey("cluster");
    // Of a node in a cluster, unlike of a host on its own, no worker is no mistake.
    boolean hasWorkers = !inCluster || !Integer.valueOf(0).equals(ownExecute.getValue("workers"));
    if (!hasWorkers) {
      ownExecute.remove("workers");
    }
    NodeOptions options = new NodeOptions(
        read("execute", common, ownExecute, execute, ExecuteOptions::new),
        read("prepare", common, section(root, "prepare"), prepare, PrepareOptions::new),
        read("management", new JsonObject(), section(root, "management"), new ManagementOptions().toJson(),
            ManagementOptions::new),
        inCluster ? Optional.of(read("cluster", new JsonObject(), section(root, "cluster"),
            new ClusterOptions().toJson(), ClusterOptions::new)) : Optional.empty(),
        read("dispatch", new JsonObject(), section(root, "dispatch"), new DispatchOptions().toJson(),
            DispatchOptions::new),
        hasWorkers);
    return options.withRules(options.execute().getRules());
  }

  private static JsonObject section(JsonObject root, String name) {
    Object value = root.getValue(name);
    if (value == null) {
      return new JsonObject();
    }
    if (value instanceof JsonObject section) {
      return section;
    }
    throw new IllegalArgumentException("section " + name + " must hold options, one a line: 'name: value'");
  }

  private static JsonObject inBoth(JsonObject execute, JsonObject prepare) {
    JsonObject both = execute.copy();
    both.fieldNames().retainAll(prepare.fieldNames());
    return both;
  }

  private static <T> T read(String section, JsonObject common, JsonObject own, JsonObject defaults,
      Function<JsonObject, T> constructor) {
    checkNames(section, own, defaults);
    try {
      return constructor.apply(common.copy().mergeIn(own));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section + ": " + e.getMessage(), e);
    }
  }

  // Types are checked here because JsonObject's getters would cut a number to fit.
  private static void checkNames(String section, JsonObject given, JsonObject defaults) {
    for (String name : given.fieldNames()) {
      if (!defaults.containsKey(name)) {
        throw new IllegalArgumentException("unknown option " + section + "." + name);
      }
      checkType(section + "." + name, given.getValue(name), defaults.getValue(name));
    }
  }

  private static void checkType(String name, Object value, Object example) {
    if (example instanceof Integer && !(value instanceof Integer)) {
      throw new IllegalArgumentException(name + " is " + value + ", a whole number up to " + Integer.MAX_VALUE
          + " is needed");
    }
    if (example instanceof Long && !(value instanceof Integer || value instanceof Long)) {
      throw new IllegalArgumentException(name + " is " + value + ", a whole number is needed");
    }
    if (example instanceof String && !(value instanceof String)) {
      throw new IllegalArgumentException(name + " is " + value + ", a text is needed");
    }
    if (example instanceof Boolean && !(value instanceof Boolean)) {
      throw new IllegalArgumentException(name + " is " + value + ", true or false is needed");
    }
    if (example instanceof JsonArray && !(value instanceof JsonArray array && isStrings(array))) {
      throw new IllegalArgumentException(name + " is " + value + ", a list of texts is needed");
    }
  }

  private static boolean isStrings(JsonArray array) {
    return array.stream().allMatch(String.class::isInstance);
  }

  private static String describe(IOException e) {
    if (e instanceof JsonProcessingException bad) {
      JsonLocation at = bad.getLocation();
      String first = bad.getOriginalMessage().lines().findFirst().orElse("not YAML");
      return (at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ") + first;
    }
    return e.getMessage();
  }
}

package io.pvfhost.tests.node;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfClientOptions;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.node.ManagementOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the README says is so. */
class ReadmeTest {

  private static final String README = ProjectFiles.read("README.md");
  private static final String SOURCES = "verticles/node/src/test/java/";
  private static final String NONE = "-";
  /** Defaults that depend on the machine, in words. */
  private static final Map<String, String> WORDS = Map.of(
      "cacheDirectory", "`pvf-host` in `$XDG_CACHE_HOME` or `~/.cache`",
      "socketDirectory", "the system's for temporary files",
      "workers", "number of processors");

  @Test
  void theExampleIsTheCompiledOne() {
    String source = ProjectFiles.read(SOURCES + "examples/ValidatingVerticle.java");
    String shown = source.substring(source.indexOf("/** Validates")).strip();
    assertTrue(README.contains("```java\n" + shown + "\n```"), "the README shows\n" + shown);
  }

  @Test
  void theTablesOfOptionsHaveEveryOptionWithItsDefault() {
    JsonObject execute = new ExecuteOptions().toJson();
    JsonObject prepare = new PrepareOptions().toJson();
    Stream.concat(execute.fieldNames().stream(), prepare.fieldNames().stream()).distinct().forEach(name ->
        assertEquals(List.of("`" + name + "`", shown(name, execute, WORDS), shown(name, prepare,
            name.equals("workers") ? Map.of() : WORDS)), row("`" + name + "`").subList(0, 3)));
  }

  @Test
  void theTableOfClientOptionsHasEveryOptionWithItsDefault() {
    JsonObject client = new PvfClientOptions().toJson();
    client.fieldNames().forEach(name -> assertEquals(List.of("`" + name + "`", shown(name, client, Map.of())),
        row("`" + name + "`").subList(0, 2)));
  }

  @Test
  void theTablesOfANodesOtherSectionsHaveEveryOptionWithItsDefault() {
    Map.of("management", new ManagementOptions().toJson(), "cluster", new ClusterOptions().toJson(),
        "dispatch", new DispatchOptions().toJson()).forEach((section, defaults) ->
            defaults.fieldNames().forEach(name -> {
              String option = "`" + section + "." + name + "`";
              assertEquals(List.of(option, shown(name, defaults, Map.of())), row(option).subList(0, 2));
            }));
  }

  @Test
  void theTableOfReasonsHasEveryReasonWithItsVerdict() {
    for (ReasonCode code : ReasonCode.values()) {
      assertEquals(code.verdict().wireName(), row("`" + code.wireName() + "`").get(1), code.wireName());
    }
  }

  @Test
  void theTableOfFailureCodesHasEveryCode() {
    for (FailureCode code : FailureCode.values()) {
      assertEquals(List.of(String.valueOf(code.code()), "`" + code.name() + "`", code.retryElsewhere() ? "yes" : "no"),
          row(String.valueOf(code.code())).subList(0, 3));
    }
  }

  @Test
  void everyFileItNamesIsThere() {
    for (String path : List.of("config/node.yaml", "config/logback.xml", "modules/samples/build-samples", "LICENSE",
        SOURCES + "examples/ValidatingVerticle.java")) {
      assertTrue(README.contains(path), path);
      assertTrue(ProjectFiles.ROOT.resolve(path).toFile().isFile(), path);
    }
  }

  private static String shown(String name, JsonObject defaults, Map<String, String> words) {
    if (!defaults.containsKey(name)) {
      return NONE;
    }
    if (words.containsKey(name)) {
      return words.get(name);
    }
    Object value = defaults.getValue(name);
    boolean empty = "".equals(value) || (value instanceof JsonArray array && array.isEmpty());
    return empty ? "empty" : String.valueOf(value);
  }

  /** The cells of the table row that starts with a cell. */
  private static List<String> row(String first) {
    String line = README.lines().filter(each -> each.startsWith("| " + first + " |")).findFirst()
        .orElseThrow(() -> new AssertionError("no table row for " + first));
    List<String> cells = new ArrayList<>(Arrays.stream(line.split("\\|")).map(String::strip).toList());
    cells.remove(0);
    return cells;
  }
}

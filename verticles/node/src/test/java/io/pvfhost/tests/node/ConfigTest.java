package io.pvfhost.tests.node;

import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.node.InputException;
import io.pvfhost.node.ManagementOptions;
import io.pvfhost.node.NodeOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConfigTest {

  /** Options whose default depends on the machine; the file shows an example. */
  private static final List<String> OF_THE_MACHINE = List.of("cacheDirectory", "socketDirectory", "workers");

  @TempDir
  private Path dir;

  @Test
  void theFileThatComesWithTheProjectChangesNothing() {
    NodeOptions options = NodeOptions.load(ProjectFiles.ROOT.resolve("config/node.yaml"));
    assertEquals(new ExecuteOptions().toJson(), options.execute().toJson());
    assertEquals(new PrepareOptions().toJson(), options.prepare().toJson());
    assertEquals(new ManagementOptions().toJson(), options.management().toJson());
    assertEquals(new DispatchOptions().toJson(), options.dispatch().toJson());
    assertEquals(Optional.empty(), options.cluster());
    assertTrue(options.hasWorkers());
  }

  @Test
  void theFileThatComesWithTheProjectShowsEveryOptionWithItsDefault() throws IOException {
    String shipped = ProjectFiles.read("config/node.yaml");
    NodeOptions options = load(shipped.replaceAll("(?m)^  #(?=\\w+: )", "  ").replace("\n#cluster:", "\ncluster:"));
    assertEquals(shown(new ExecuteOptions().toJson()), shown(options.execute().toJson()));
    assertEquals(shown(new PrepareOptions().toJson()), shown(options.prepare().toJson()));
    assertEquals(new ManagementOptions().toJson(), options.management().toJson());
    assertEquals(new DispatchOptions().toJson(), options.dispatch().toJson());
    assertEquals(new ClusterOptions().toJson(), options.cluster().orElseThrow().toJson());
    new ExecuteOptions().toJson().mergeIn(new PrepareOptions().toJson())
        .mergeIn(new ManagementOptions().toJson()).mergeIn(new DispatchOptions().toJson())
        .mergeIn(new ClusterOptions().toJson()).fieldNames()
        .forEach(name -> assertTrue(shipped.contains("\n  #" + name + ": "), name));
  }

  @Test
  void aSectionOfAVerticleWinsOverTheCommonOne() throws IOException {
    NodeOptions options = load("""
        common: {workers: 3, graceTime: 5, workerCommand: [one, two]}
        prepare:
          workers: 4
          artifactBytes: 5000000000
        """);
    assertEquals(3, options.execute().getWorkers());
    assertEquals(4, options.prepare().getWorkers());
    assertEquals(5, options.prepare().getGraceTime());
    assertEquals(5_000_000_000L, options.prepare().getArtifactBytes());
    assertEquals(List.of("one", "two"), options.execute().getWorkerCommand());
  }

  @Test
  void theRulesAreOfTheWholeNode() throws IOException {
    NodeOptions options = load("common: {rules: 2509}\n");
    assertEquals("2509", options.execute().getRules());
    assertEquals("2509", options.prepare().getRules());
    assertEquals("2509", options.dispatch().getRules());
    assertEquals(Arrays.stream(RuleSet.values()).map(RuleSet::label).toList(), EmbeddedWorker.RULES);
  }

  @Test
  void aSectionClusterPutsTheNodeIntoOneEvenIfItIsEmpty() throws IOException {
    assertEquals(new ClusterOptions().toJson(), load("cluster:\n").cluster().orElseThrow().toJson());
    NodeOptions options = load("""
        cluster:
          id: n1
          join: ["10.0.0.1:5701"]
          lite: true
        dispatch: {probes: 3}
        """);
    assertEquals("n1", options.cluster().orElseThrow().getId());
    assertEquals(List.of("10.0.0.1:5701"), options.cluster().orElseThrow().getJoin());
    assertTrue(options.cluster().orElseThrow().isLite());
    assertEquals(3, options.dispatch().getProbes());
    assertTrue(options.hasWorkers());
  }

  @Test
  void aNodeOfAClusterMayHaveNoWorkers() throws IOException {
    assertFalse(load("cluster:\nexecute: {workers: 0}\n").hasWorkers());
  }

  @Test
  void anEmptyFileIsAllDefaults() throws IOException {
    assertEquals(new ExecuteOptions().toJson(), load("").execute().toJson());
    assertEquals(new PrepareOptions().toJson(), load("# nothing\n").prepare().toJson());
  }

  /** The file, \n for its line ends, and words the message must have besides the file's name. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "bogus: {}                          | unknown section bogus, there are common, execute, prepare",
    "execute: {bogus: 1}                | unknown option execute.bogus",
    "execute: {artifactBytes: 1}        | unknown option execute.artifactBytes",
    "common: {rules: 2510}              | execute: rules is 2510, one of 2603, 2509, 2409 is needed",
    "execute: {rules: 2509}             | execute.rules belongs into the section common",
    "dispatch: {rules: 2509}            | dispatch.rules belongs into the section common",
    "common: {hostId: a}                | unknown option common.hostId",
    "execute: {workers: 0}              | execute: workers is 0, at least 1 is needed",
    "prepare: {maxRetries: -1}          | prepare: maxRetries is -1, at least 0 is needed",
    "execute: {workers: two}            | execute.workers is two, a whole number up to 2147483647 is needed",
    "execute: {workers: 1.5}            | execute.workers is 1.5, a whole number",
    "execute: {workers: 4294967297}     | execute.workers is 4294967297, a whole number up to 2147483647",
    "execute: {workers: }               | execute.workers is null, a whole number",
    "common: {graceTime: 1.5}           | common.graceTime is 1.5, a whole number is needed",
    "execute: {hostId: 7}               | execute.hostId is 7, a text is needed",
    "execute: {hostId: ''}              | execute: hostId is empty",
    "common: {workerCommand: java}      | common.workerCommand is java, a list of texts is needed",
    "common: {workerCommand: [1]}       | common.workerCommand is [1], a list of texts is needed",
    "management: {port: 65536}          | management: port is 65536, -1 to 65535 is needed",
    "management: {port: x}              | management.port is x, a whole number",
    "management: {address: ''}          | management: address is empty",
    "management: {maxConnections: 0}    | management: maxConnections is 0, at least 1 is needed",
    "cluster: {lite: 1}                 | cluster.lite is 1, true or false is needed",
    "cluster: {port: 65536}             | cluster: port is 65536, 0 to 65535 is needed",
    "cluster: {join: [nowhere]}         | cluster: 'nowhere' is no host:port",
    "cluster: {workers: 1}              | unknown option cluster.workers",
    "dispatch: {probes: 0}              | dispatch: probes is 0",
    "execute: 5                         | section execute must hold options",
    "[1, 2]                             | line 1",
    "execute: {workers: 1               | line",
    "execute: {workers: 1, workers: 2}  | line 1, column",
  })
  void refusesABadFileNamingTheOption(String yaml, String words) throws IOException {
    Path file = Files.writeString(dir.resolve("bad.yaml"), yaml);
    InputException refused = assertThrows(InputException.class, () -> NodeOptions.load(file));
    assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
  }

  @Test
  void theNodeCommandRefusesABadFileWithExitCode2() throws IOException {
    Path file = Files.writeString(dir.resolve("bad.yaml"), "execute: {workers: 0}");
    Pvf pvf = Pvf.run("node", "--config", file.toString());
    assertEquals(2, pvf.exitCode());
    assertEquals("pvf node: " + file + ": execute: workers is 0, at least 1 is needed", pvf.err().strip());
  }

  private NodeOptions load(String yaml) throws IOException {
    return NodeOptions.load(Files.writeString(dir.resolve("node.yaml"), yaml));
  }

  private static JsonObject shown(JsonObject options) {
    JsonObject shown = options.copy();
    OF_THE_MACHINE.forEach(shown::remove);
    return shown;
  }
}

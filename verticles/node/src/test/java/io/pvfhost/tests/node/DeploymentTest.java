package io.pvfhost.tests.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pvfhost.execute.HostOptions;
import io.pvfhost.node.NodeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The examples of deployment fit the node. */
class DeploymentTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern FLAG = Pattern.compile("--[a-z-]+");

  @TempDir
  private Path dir;

  @Test
  void theServiceStartsTheNodeWithFlagsThatItHasAndLeavesItTimeToStop() {
    String unit = ProjectFiles.read("config/systemd/pvf-host.service");
    String start = setting(unit, "ExecStart");
    assertTrue(start.contains(" -jar /opt/pvf-host/pvf-node.jar node "), start);
    assertFlagsOfTheNode(List.of(start.substring(start.indexOf(" node ")).split(" ")));
    assertTrue(1000 * Long.parseLong(setting(unit, "TimeoutStopSec")) > 2 * HostOptions.DEFAULT_GRACE_TIME);
  }

  @Test
  void thePodsStartTheNodeWithFlagsThatItHasAndLeaveItTimeToStop() throws IOException {
    JsonNode pod = manifests().get("StatefulSet").at("/spec/template/spec");
    List<String> args = new ArrayList<>();
    pod.at("/containers/0/args").forEach(arg -> args.add(arg.asText()));
    assertEquals("node", args.get(0));
    assertFlagsOfTheNode(args);
    assertTrue(1000 * pod.get("terminationGracePeriodSeconds").asLong() > 2 * HostOptions.DEFAULT_GRACE_TIME);
  }

  @Test
  void thePodsAreProbedWhereTheNodeTellsOfItsHealth() throws IOException {
    JsonNode container = manifests().get("StatefulSet").at("/spec/template/spec/containers/0");
    assertEquals("/health/ready", container.at("/readinessProbe/httpGet/path").asText());
    assertEquals("/health/live", container.at("/livenessProbe/httpGet/path").asText());
    assertEquals(options().management().getPort(), ports(container.get("ports"), "containerPort").get("management"));
  }

  @Test
  void theNetworkPolicyLetsPodsReachTheClusterPortsOfEachOtherAndNobodyElse() throws IOException {
    JsonNode policy = manifests().get("NetworkPolicy").get("spec");
    JsonNode cluster = manifests().get("ConfigMap").at("/data/node.yaml");
    JsonNode section = YAML.readTree(cluster.asText()).get("cluster");
    Set<Integer> ports = Set.of(section.get("port").asInt(), section.get("busPort").asInt(),
        section.get("streamPort").asInt());
    JsonNode own = policy.get("podSelector");
    for (JsonNode rule : policy.get("ingress")) {
      boolean fromPods = rule.at("/from/0/podSelector").equals(own);
      Set<Integer> opened = StreamSupport.stream(rule.get("ports").spliterator(), false)
          .map(port -> port.get("port").asInt()).collect(Collectors.toSet());
      assertEquals(fromPods ? ports : Set.of(options().management().getPort()), opened);
    }
    assertEquals(Set.of("Ingress", "Egress"),
        Set.of(policy.at("/policyTypes/0").asText(), policy.at("/policyTypes/1").asText()));
  }

  @Test
  void podsComeOneAtATimeAndFindEachOtherBeforeTheyAreReady() throws IOException {
    Map<String, JsonNode> manifests = manifests();
    assertEquals("OrderedReady", manifests.get("StatefulSet").at("/spec/podManagementPolicy").asText());
    assertEquals(1, manifests.get("PodDisruptionBudget").at("/spec/maxUnavailable").asInt());
    assertEquals("None", manifests.get("Service").at("/spec/clusterIP").asText());
    assertTrue(manifests.get("Service").at("/spec/publishNotReadyAddresses").asBoolean());
    assertEquals(manifests.get("Service").at("/metadata/name"),
        manifests.get("StatefulSet").at("/spec/serviceName"));
  }

  @Test
  void theScrapeConfigurationNamesTheAlertsAndThePathOfTheMetrics() throws IOException {
    JsonNode prometheus = YAML.readTree(ProjectFiles.read("config/prometheus.yml"));
    assertEquals("/metrics", prometheus.at("/scrape_configs/0/metrics_path").asText());
    Path alerts = ProjectFiles.ROOT.resolve("config").resolve(prometheus.at("/rule_files/0").asText());
    assertFalse(YAML.readTree(Files.readString(alerts)).at("/groups/0/rules").isEmpty());
  }

  @Test
  void thePanelsOfTheDashboardDoNotOverlap() throws IOException {
    Set<String> taken = new TreeSet<>();
    for (JsonNode panel : new JsonMapper().readTree(ProjectFiles.read("config/grafana-dashboard.json")).get("panels")) {
      JsonNode at = panel.get("gridPos");
      for (int x = at.get("x").asInt(); x < at.get("x").asInt() + at.get("w").asInt(); x++) {
        for (int y = at.get("y").asInt(); y < at.get("y").asInt() + at.get("h").asInt(); y++) {
          assertTrue(x < 24 && taken.add(x + "," + y), panel.get("title").asText());
        }
      }
    }
  }

  private static void assertFlagsOfTheNode(List<String> args) {
    String help = Pvf.run("node", "--help").out();
    for (String arg : args) {
      Matcher flag = FLAG.matcher(arg);
      assertTrue(!flag.lookingAt() || help.contains(" " + flag.group() + "="), arg);
    }
  }

  private static String setting(String unit, String name) {
    return unit.lines().filter(line -> line.startsWith(name + "=")).findFirst().orElseThrow()
        .substring(name.length() + 1);
  }

  private NodeOptions options() throws IOException {
    return NodeOptions.load(Files.writeString(dir.resolve("node.yaml"),
        manifests().get("ConfigMap").at("/data/node.yaml").asText()));
  }

  private static Map<String, Integer> ports(JsonNode ports, String field) {
    return StreamSupport.stream(ports.spliterator(), false)
        .collect(Collectors.toMap(port -> port.get("name").asText(), port -> port.get(field).asInt()));
  }

  private static Map<String, JsonNode> manifests() throws IOException {
    List<JsonNode> all = YAML.readerFor(JsonNode.class)
        .<JsonNode>readValues(ProjectFiles.read("config/kubernetes/pvf-host.yaml")).readAll();
    return all.stream().collect(Collectors.toMap(each -> each.get("kind").asText(), Function.identity()));
  }
}

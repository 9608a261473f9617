package io.pvfhost.tests.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pvfhost.node.SelfTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.xml.parsers.DocumentBuilderFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What operators use, on two nodes in JVMs of their own. */
class LiveClusterTest {

  private static final Pattern METRIC = Pattern.compile("\\b(?:pvf|jvm|process|system|vertx)_[a-z0-9_]+\\b");

  private static final List<RunningNode> NODES = new ArrayList<>();

  @TempDir
  private static Path dir;
  private static RunningNode alpha;
  private static RunningNode beta;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    alpha = start("alpha");
    beta = start("beta", "--join", alpha.member());
  }

  private static RunningNode start(String name, String... options) throws IOException {
    RunningNode node = RunningNode.start(dir, name, options);
    NODES.add(node);
    return node;
  }

  @AfterAll
  static void stop() throws InterruptedException {
    for (RunningNode node : NODES) {
      node.close();
    }
  }

  @Test
  void statusShowsEveryHostAndTheirTotals() {
    Pvf pvf = Pvf.run("status", "--join", beta.member());
    assertEquals(0, pvf.exitCode(), pvf.err());
    List<String> lines = pvf.out().lines().toList();
    assertEquals(4, lines.size(), pvf.out());
    assertTrue(lines.get(0).matches("HOST +STATE +WORKERS .* WORKER"), pvf.out());
    assertTrue(lines.get(1).matches("alpha +alive +1 .*"), pvf.out());
    assertTrue(lines.get(2).matches("beta +alive +1 .*"), pvf.out());
    assertTrue(lines.get(3).matches("all 2 +2 .*"), pvf.out());
  }

  @Test
  void statusIsOneDocumentForPrograms() {
    Pvf pvf = Pvf.run("status", "--json", "--join", alpha.member() + "," + beta.member());
    assertEquals(0, pvf.exitCode(), pvf.err());
    JsonObject status = new JsonObject(pvf.out());
    JsonArray hosts = status.getJsonArray("hosts");
    assertEquals(List.of("alpha", "beta"),
        Stream.of(0, 1).map(i -> hosts.getJsonObject(i).getString("name")).toList());
    assertEquals("alpha", hosts.getJsonObject(0).getJsonObject("status").getString("hostId"));
    assertEquals(2, status.getJsonObject("totals").getInteger("alive"));
    assertEquals(2, status.getJsonObject("totals").getInteger("workers"));
    assertEquals(new JsonArray(), status.getJsonArray("others"));
  }

  @Test
  void statusSaysOnOneLineThatNobodyAnswers() throws IOException {
    String nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "127.0.0.1:" + free.getLocalPort();
    }
    Pvf pvf = Pvf.run("status", "--join", nobody);
    assertEquals(3, pvf.exitCode());
    assertEquals("", pvf.out());
    assertEquals(1, pvf.err().lines().count(), pvf.err());
    assertTrue(pvf.err().startsWith("pvf status: ") && pvf.err().contains(nobody), pvf.err());
  }

  @Test
  void selfTestAsksEveryHostAndReportsAsXml() throws Exception {
    Path reports = dir.resolve("reports");
    Pvf pvf = Pvf.run("selftest", "--join", alpha.member(), "--report", reports.toString());
    assertEquals(0, pvf.exitCode(), pvf.out() + pvf.err());
    assertTrue(pvf.out().strip().matches("(?s).* tests on alpha, beta: \\d+ passed, 0 failed"), pvf.out());
    assertEquals(pvf.out().lines().filter(line -> line.endsWith(" on alpha")).count(),
        pvf.out().lines().filter(line -> line.endsWith(" on beta")).count());
    assertEquals("0", DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(reports.resolve(SelfTest.NAME + ".xml").toFile()).getDocumentElement().getAttribute("failures"));
  }

  @Test
  void aNodeIsReadyWhenItsHostAndItsClusterAre() {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() ->
        get(alpha, "/health/ready").statusCode() == 200 && get(beta, "/health/ready").body()
            .contains("{\"id\":\"cluster\",\"status\":\"UP\",\"data\":{\"members\":2}}"));
  }

  @Test
  void aNodeTellsEveryFigureOfDashboardAndAlerts() throws Exception {
    Set<String> used = used(new JsonMapper(), "config/grafana-dashboard.json");
    used.addAll(used(new YAMLMapper(), "config/alerts.yml"));
    assertTrue(used.size() > 20, used.toString());
    used.removeAll(get(alpha, "/metrics").body().lines().filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet()));
    assertEquals(Set.of(), used, "names that the node does not tell");
  }

  private static Set<String> used(ObjectMapper mapper, String file) throws IOException {
    JsonNode root = mapper.readTree(ProjectFiles.read(file));
    return Stream.concat(root.findValuesAsText("expr").stream(), root.findValuesAsText("query").stream())
        .flatMap(query -> METRIC.matcher(query).results()).map(hit -> hit.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private HttpResponse<String> get(RunningNode node, String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(node.management() + path)).build(), BodyHandlers.ofString());
  }
}

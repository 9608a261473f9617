package io.pvfhost.tests.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.Reason;
import io.pvfhost.api.RequestHandler;
import io.pvfhost.api.Verdict;
import io.pvfhost.node.SelfTest;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.unit.TestOptions;
import io.vertx.ext.unit.collect.EventBusCollector;
import io.vertx.ext.unit.report.ReportOptions;
import io.vertx.ext.unit.report.TestResult;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import javax.xml.parsers.DocumentBuilderFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SelfTestTest {

  @TempDir
  private Path dir;

  @Test
  void testsANodeOfItsOwnAndWritesWhatTheConsoleSaysAsXml() throws Exception {
    Pvf pvf = Pvf.run("selftest", "--report", dir.resolve("reports").toString());
    assertEquals(0, pvf.exitCode(), pvf.out() + pvf.err());
    List<String> names = pvf.out().lines().filter(line -> line.startsWith("ok "))
        .map(line -> line.replaceFirst("ok +\\d+ ms +", "")).toList();
    assertTrue(names.contains("echo 1 MiB on local"), pvf.out());
    assertTrue(pvf.out().endsWith(
        System.lineSeparator() + names.size() + " tests on local: " + names.size() + " passed, 0 failed"
            + System.lineSeparator()), pvf.out());
    Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(dir.resolve("reports").resolve(SelfTest.NAME + ".xml").toFile()).getDocumentElement();
    assertEquals(names, names(suite.getElementsByTagName("testcase")));
    assertEquals("0", suite.getAttribute("failures"));
    assertEquals("0", suite.getAttribute("errors"));
  }

  private static List<String> names(NodeList elements) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      names.add(((Element) elements.item(i)).getAttribute("name"));
    }
    return names;
  }

  /** Hosts that take everything for valid with the block data as head, and one of them adds something of its own. */
  @Test
  @ExtendWith(VertxExtension.class)
  void tellsOnTheBusWhichHostAnswersWrongOrUnlikeTheFirst(Vertx vertx, VertxTestContext context) {
    PvfClient client = PvfClient.create(vertx);
    vertx.eventBus().localConsumer(PvfAddresses.EXECUTE,
        new RequestHandler<>(ExecuteRequest.class, request -> Future.succeededFuture(echo(request))));
    Map<String, TestResult> results = new HashMap<>();
    EventBusCollector.create(vertx, suite -> suite
        .handler(test -> test.endHandler(result -> results.put(result.name(), result)))
        .exceptionHandler(context::failNow)
        .endHandler(end -> context.verify(() -> {
          assertTrue(results.get("echo 1 MiB on honest").succeeded());
          assertFailed(results.get("echo 1 MiB on lying"), "those of honest are 0x");
          assertFailed(results.get("trap on honest"), "expected invalid, invalid_candidate; answered valid, ok");
          assertFailed(results.get("adder block 1 on honest"), "expected head 0x");
          context.completeNow();
        }))).register(SelfTest.ADDRESS);
    SelfTest.suite(client, List.of("honest", "lying")).run(vertx, new TestOptions().setUseEventLoop(true)
        .addReporter(new ReportOptions().setTo("bus:" + SelfTest.ADDRESS)));
  }

  private static void assertFailed(TestResult result, String words) {
    assertTrue(result.failed(), result.name());
    assertTrue(result.failure().message().contains(words), result.failure().message());
  }

  private static ExecuteReply echo(ExecuteRequest request) {
    long watermark = request.host().orElseThrow().equals("lying") ? 1 : 0;
    ValidationResult result = new ValidationResult(request.pov().blockData(), Optional.empty(), List.of(), List.of(), 0,
        watermark);
    return new ExecuteReply(request.jobId(), Verdict.VALID, Reason.OK, Optional.of(result), request.code().hash(), 0,
        Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), List.of());
  }
}

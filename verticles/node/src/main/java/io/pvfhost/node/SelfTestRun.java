package io.pvfhost.node;

import io.pvfhost.api.PvfClient;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.unit.TestOptions;
import io.vertx.ext.unit.collect.EventBusCollector;
import io.vertx.ext.unit.report.ReportOptions;
import io.vertx.ext.unit.report.TestResult;
import io.vertx.ext.unit.report.TestSuiteReport;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One run of the {@link SelfTest}: a line for each test, and reports on the event bus and, if asked for, as JUnit XML.
 */
final class SelfTestRun {

  private static final long TEST_LIMIT_MILLIS = 60_000;

  private final Vertx vertx;
  private final PrintWriter out;
  /** Of this run alone; at the address that others listen to, several may report. */
  private final String ownAddress = SelfTest.ADDRESS + "." + UUID.randomUUID();
  private final Promise<Void> ended = Promise.promise();
  private int passed;
  private int failed;

  SelfTestRun(Vertx vertx, PrintWriter out) {
    this.vertx = vertx;
    this.out = out;
  }

  /**
   * Runs the tests. Blocks.
   *
   * @param directory for the JUnit XML, which is there already
   * @return whether all passed
   */
  boolean run(PvfClient client, List<String> hosts, Optional<Path> directory) {
    TestOptions options = new TestOptions().setTimeout(TEST_LIMIT_MILLIS).setUseEventLoop(true)
        .addReporter(new ReportOptions().setTo("bus:" + ownAddress))
        .addReporter(new ReportOptions().setTo("bus:" + SelfTest.ADDRESS));
    directory.ifPresent(path -> options.addReporter(
        new ReportOptions().setTo("file:" + path.toAbsolutePath()).setFormat("junit")));
    MessageConsumer<JsonObject> listener = vertx.eventBus().localConsumer(ownAddress,
        EventBusCollector.create(vertx, this::follow).asMessageHandler());
    SelfTest.suite(client, hosts).run(vertx, options);
    ended.future().eventually(listener::unregister).await();
    out.printf("%n%d tests on %s: %d passed, %d failed%n", passed + failed, String.join(", ", hosts), passed, failed);
    out.flush();
    return failed == 0;
  }

  private void follow(TestSuiteReport suite) {
    suite.handler(test -> test.endHandler(this::tell))
        .exceptionHandler(failure -> line(false, 0, suite.name(), LocalNode.message(failure)))
        .endHandler(end -> ended.complete());
  }

  private void tell(TestResult result) {
    line(result.succeeded(), result.durationTime(), result.name(),
        result.failed() ? result.failure().message() : "");
  }

  private void line(boolean success, long millis, String name, String message) {
    if (success) {
      passed++;
    } else {
      failed++;
    }
    out.println(String.format(Locale.ROOT, "%-6s %6d ms  %s%s", success ? "ok" : "FAILED", millis, name,
        success ? "" : ": " + Rows.printable(message)));
    out.flush();
  }
}

package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfException;
import io.vertx.core.Future;
import io.vertx.ext.unit.Async;
import io.vertx.ext.unit.TestContext;
import io.vertx.ext.unit.TestSuite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Candidates of known verdict, validated by each host of a live cluster, and the answers of the hosts compared.
 *
 * <pre>{@code
 * SelfTest.suite(PvfClient.create(vertx), List.of("alpha", "beta"))
 *     .run(vertx, new TestOptions().addReporter(new ReportOptions().setTo("bus:" + SelfTest.ADDRESS)));
 * }</pre>
 */
public final class SelfTest {

  /** Name of the suite. */
  public static final String NAME = "pvf-selftest";
  /** Event-bus address of reports; {@link io.vertx.ext.unit.collect.EventBusCollector} reads them. */
  public static final String ADDRESS = "pvf.v1.selftest";

  private final PvfClient client;
  /** What the first host answered, by job. */
  private final Map<String, Answer> first = new HashMap<>();

  private record Answer(String host, ExecuteReply reply) {
  }

  private SelfTest(PvfClient client) {
    this.client = client;
  }

  /**
   * The tests, one for each candidate and host, to be run one after the other.
   *
   * @param client asks the cluster
   * @param hosts names of the hosts that must answer
   */
  public static TestSuite suite(PvfClient client, List<String> hosts) {
    SelfTest test = new SelfTest(client);
    TestSuite suite = TestSuite.create(NAME);
    for (DemoJob job : new DemoJobs().selected()) {
      for (String host : hosts) {
        suite.test(job.name() + " on " + host, context -> test.run(context, job, host));
      }
    }
    return suite;
  }

  private void run(TestContext context, DemoJob job, String host) {
    ExecuteRequest request = job.request().toBuilder().jobId(UUID.randomUUID().toString()).host(host).build();
    Async answered = context.async();
    client.execute(request)
        .recover(failure -> Future.succeededFuture(ExecuteReply.refused(request, PvfException.of(failure))))
        // An assertion would throw besides, into the future and from there into the next test.
        .onSuccess(reply -> problem(job, host, reply).ifPresentOrElse(
            text -> context.exceptionHandler().handle(new AssertionError(text)), answered::complete));
  }

  private Optional<String> problem(DemoJob job, String host, ExecuteReply reply) {
    Optional<String> deviation = job.deviation(reply);
    if (deviation.isPresent()) {
      return deviation.map(text -> text + "; answered " + reply.verdict().wireName() + ", "
          + reply.reason().code().wireName() + ": " + Rows.printable(reply.reason().message()));
    }
    // A job that never got to a worker has no attempt to tell the host by.
    if (reply.host().isPresent() && !reply.host().get().equals(host)) {
      return Optional.of("answered by host " + reply.host().get());
    }
    Answer other = first.computeIfAbsent(job.name(), name -> new Answer(host, reply));
    if (reply.commitmentsHash().equals(other.reply.commitmentsHash())) {
      return Optional.empty();
    }
    return Optional.of("commitments " + hex(reply) + ", those of " + other.host + " are " + hex(other.reply));
  }

  private static String hex(ExecuteReply reply) {
    return reply.commitmentsHash().map(hash -> "0x" + hash.toHex()).orElse("none");
  }
}

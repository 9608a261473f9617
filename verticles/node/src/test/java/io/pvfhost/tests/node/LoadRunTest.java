package io.pvfhost.tests.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.node.load.LoadOptions;
import io.pvfhost.node.load.LoadReport;
import io.pvfhost.node.load.LoadRun;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class LoadRunTest {

  private static final int JOBS = 20;
  private static final LoadOptions OPTIONS =
      new LoadOptions(JOBS, 4, 7, Duration.ofSeconds(20), Duration.ofSeconds(5));
  private static final LoadOptions HURRIED =
      new LoadOptions(3, 1, 7, Duration.ofMillis(60), Duration.ofMillis(20));

  private final List<ExecuteRequest> sent = new ArrayList<>();

  private LoadReport run(LoadOptions options, Function<ExecuteRequest, Future<ExecuteReply>> hosts)
      throws InterruptedException {
    return new LoadRun(request -> {
      sent.add(request);
      return hosts.apply(request);
    }, FakeHosts.ADDER, options, (ended, wrong, none) -> { }).run();
  }

  private static Future<ExecuteReply> right(ExecuteRequest request) {
    return Future.succeededFuture(FakeHosts.right(request));
  }

  @Test
  void isRightWhenEveryJobGetsItsOneRightAnswer() throws Exception {
    LoadReport report = run(OPTIONS, LoadRunTest::right);
    assertTrue(report.isRight());
    assertEquals(List.of(JOBS, 0, 0), List.of(report.answered(), report.wrong(), report.none()));
    assertEquals(JOBS, report.attempts());
    assertEquals(0, report.redispatched());
    assertEquals(Map.of("a", JOBS), report.hosts());
    assertEquals(Map.of("adder", JOBS), report.kinds());
    assertTrue(report.toText().contains("every one got its right answer"), report.toText());
  }

  @Test
  void sendsEachJobOnceWithAnIdOfItsOwnAndTheTimeItHas() throws Exception {
    run(OPTIONS, LoadRunTest::right);
    Set<String> ids = new HashSet<>();
    for (ExecuteRequest request : sent) {
      assertTrue(ids.add(request.jobId()), request.jobId());
      assertTrue(request.deadline().orElseThrow().compareTo(OPTIONS.deadline()) <= 0);
    }
    assertEquals(JOBS, ids.size());
  }

  @Test
  void anotherHeadThanThatOfTheModelIsWrong() throws Exception {
    LoadReport report = run(OPTIONS, request -> Future.succeededFuture(sent.size() > 2
        ? FakeHosts.right(request) : FakeHosts.valid(request, otherHead(request), List.of())));
    assertFalse(report.isRight());
    assertEquals(List.of(JOBS, 2, 0), List.of(report.answered(), report.wrong(), report.none()));
    assertEquals(2, report.examples().size());
    assertTrue(report.examples().get(0).contains("WRONG: expected valid with head 0x"), report.examples().get(0));
    assertTrue(report.toText().contains("2 WITHOUT THEIR RIGHT ANSWER"), report.toText());
  }

  private static ValidationResult otherHead(ExecuteRequest request) {
    ValidationResult result = FakeHosts.result(request);
    return new ValidationResult(Bytes.fromHex("00"), Optional.empty(), List.of(), List.of(), 0,
        result.hrmpWatermark());
  }

  @Test
  void anotherWatermarkThanThatOfTheModelIsWrong() throws Exception {
    LoadReport report = run(OPTIONS, request -> {
      ValidationResult result = FakeHosts.result(request);
      return Future.succeededFuture(FakeHosts.valid(request, new ValidationResult(result.headData(),
          Optional.empty(), List.of(), List.of(), 0, result.hrmpWatermark() + 1), List.of()));
    });
    assertEquals(JOBS, report.wrong());
  }

  @Test
  void invalidWhereValidIsRightIsWrongAndNamesTheHost() throws Exception {
    LoadReport report = run(OPTIONS, request -> Future.succeededFuture(
        FakeHosts.without(request, ReasonCode.INVALID_CANDIDATE, "so I say\u001b[31m")));
    assertEquals(List.of(JOBS, JOBS, 0), List.of(report.answered(), report.wrong(), report.none()));
    assertEquals(Map.of("b", JOBS), report.hosts());
    String example = report.examples().get(0);
    assertTrue(example.contains("WRONG on b") && example.contains("so I say [31m"), example);
    assertTrue(report.examples().size() <= 10, "examples are few");
  }

  @Test
  void anAnswerWithoutAVerdictIsNotRight() throws Exception {
    LoadReport report = run(OPTIONS, request -> Future.succeededFuture(
        FakeHosts.without(request, ReasonCode.DEADLINE, "late")));
    assertFalse(report.isRight());
    assertEquals(List.of(JOBS, 0, JOBS), List.of(report.answered(), report.wrong(), report.none()));
    assertEquals(Map.of("deadline", JOBS), report.noVerdict());
  }

  @Test
  void aFailureIsNotRightAndNotTriedAgain() throws Exception {
    LoadReport report = run(OPTIONS,
        request -> Future.failedFuture(new PvfException(FailureCode.UNAVAILABLE, "nobody there")));
    assertFalse(report.isRight());
    assertEquals(List.of(0, 0, JOBS), List.of(report.answered(), report.wrong(), report.none()));
    assertEquals(Map.of("UNAVAILABLE", JOBS), report.noVerdict());
    assertEquals(JOBS, sent.size());
    assertNull(report.toJson().getValue("p50Millis"));
    assertTrue(report.examples().get(0).contains("nobody there"), report.examples().get(0));
  }

  @Test
  void aJobRefusedForLackOfRoomIsSentAgainAndCounted() throws Exception {
    Set<String> refused = new HashSet<>();
    LoadReport report = run(OPTIONS, request -> refused.add(request.jobId())
        ? Future.failedFuture(new PvfException(FailureCode.OVERLOADED, "full")) : right(request));
    assertTrue(report.isRight());
    assertEquals(JOBS, report.overloaded());
    assertEquals(2 * JOBS, sent.size());
    assertEquals(JOBS, refused.size());
  }

  @Test
  void aJobRefusedUntilItsDeadlineHasNoVerdict() throws Exception {
    LoadReport report = run(HURRIED,
        request -> Future.failedFuture(new PvfException(FailureCode.OVERLOADED, "full")));
    assertEquals(3, report.none());
    assertEquals(Map.of("OVERLOADED", 3), report.noVerdict());
    assertEquals(sent.size(), report.overloaded());
  }

  @Test
  void aJobThatIsNeverAnsweredEndsAnyway() throws Exception {
    LoadReport report = run(HURRIED, request -> Promise.<ExecuteReply>promise().future());
    assertFalse(report.isRight());
    assertEquals(List.of(0, 0, 3), List.of(report.answered(), report.wrong(), report.none()));
    assertEquals(Map.of("unanswered", 3), report.noVerdict());
  }

  @Test
  void anAnswerAfterTheEndOfItsJobIsOnlyCounted() throws Exception {
    Queue<Promise<ExecuteReply>> unanswered = new ArrayDeque<>();
    LoadReport report = run(HURRIED, request -> {
      if (sent.size() == 1) {
        Promise<ExecuteReply> promise = Promise.promise();
        unanswered.add(promise);
        return promise.future();
      }
      if (sent.size() == 2) {
        unanswered.remove().complete(FakeHosts.right(sent.get(0)));
      }
      return right(request);
    });
    assertEquals(List.of(2, 1), List.of(report.answered(), report.none()));
    assertEquals(1, report.late());
  }

  @Test
  void keepsAsManyInFlightAsAskedForAndNoMore() throws Exception {
    List<Runnable> waiting = new ArrayList<>();
    LoadReport report = run(OPTIONS, request -> {
      Promise<ExecuteReply> promise = Promise.promise();
      waiting.add(() -> promise.complete(FakeHosts.right(request)));
      assertTrue(waiting.size() <= OPTIONS.concurrency(), waiting.size() + " in flight");
      if (waiting.size() == OPTIONS.concurrency()) {
        waiting.forEach(Runnable::run);
        waiting.clear();
      }
      return promise.future();
    });
    assertTrue(report.isRight());
  }

  @Test
  void countsAttemptsAndThoseOnAnotherHost() throws Exception {
    LoadReport report = run(OPTIONS, request -> Future.succeededFuture(
        FakeHosts.valid(request, FakeHosts.result(request), List.of(
            FakeHosts.attempt(1, "a", ReasonCode.HOST_LOST), FakeHosts.attempt(2, "b", ReasonCode.WORKER_DIED),
            FakeHosts.attempt(3, "b", ReasonCode.OK)))));
    assertTrue(report.isRight());
    assertEquals(3 * JOBS, report.attempts());
    assertEquals(JOBS, report.redispatched());
    assertEquals(Map.of("b", JOBS), report.hosts());
  }

  @Test
  void tellsHowItGoes() throws Exception {
    List<Integer> told = new ArrayList<>();
    new LoadRun(LoadRunTest::right, FakeHosts.ADDER, OPTIONS, (ended, wrong, none) -> told.add(ended)).run();
    assertEquals(JOBS, told.get(told.size() - 1));
  }

  @Test
  void theReportIsOneObject() throws Exception {
    JsonObject json = new JsonObject(run(OPTIONS, LoadRunTest::right).toJson().encode());
    assertEquals(JOBS, json.getInteger("jobs"));
    for (String count : List.of("answered", "attempts")) {
      assertEquals(JOBS, json.getInteger(count), count);
    }
    for (String count : List.of("wrong", "none", "redispatched", "overloaded", "late")) {
      assertEquals(0, json.getInteger(count), count);
    }
    assertTrue(json.getDouble("p50Millis") <= json.getDouble("p90Millis"), json.encode());
    assertTrue(json.getDouble("p99Millis") <= json.getDouble("maxMillis"), json.encode());
    assertTrue(json.getDouble("seconds") > 0 && json.getDouble("jobsPerSecond") > 0, json.encode());
    assertEquals(new JsonObject().put("a", JOBS), json.getJsonObject("hosts"));
    assertEquals(0, json.getJsonArray("examples").size());
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    List<Throwable> ends = new ArrayList<>();
    Thread thread = new Thread(() -> {
      try {
        new LoadRun(request -> Promise.<ExecuteReply>promise().future(), LoadMix.standard(), OPTIONS,
            (ended, wrong, none) -> { }).run();
      } catch (InterruptedException end) {
        ends.add(end);
      }
    });
    thread.start();
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(20));
    assertEquals(1, ends.size());
  }
}

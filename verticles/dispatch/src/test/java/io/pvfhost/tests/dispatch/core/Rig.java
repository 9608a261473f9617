package io.pvfhost.tests.dispatch.core;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostCalls;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.ReserveAnswer.Busy;
import io.pvfhost.cluster.ReserveAnswer.Granted;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.Streams;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.core.Dispatcher;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ValidationResult;
import io.pvfhost.tests.dispatch.sim.SimJobs;
import io.pvfhost.tests.dispatch.sim.SimTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A dispatcher whose hosts do what a test says, when it says so. */
final class Rig implements HostCalls, Streams {

  static final StreamTicket TICKET = new StreamTicket("127.0.0.1", 1, Bytes.EMPTY);
  static final Duration DEADLINE = Duration.ofSeconds(10);

  /** A reservation asked for. */
  record Asked(Node host, Reserve reserve, Promise<ReserveAnswer> answer) {

    boolean isParked() {
      return !reserve.patience().isZero();
    }

    void grant(int idle) {
      grant(idle, false, Optional.empty());
    }

    void grant(int idle, boolean haveCode, Optional<StreamTicket> ticket) {
      answer.complete(new Granted(UUID.randomUUID(), Duration.ofSeconds(2), haveCode, ticket,
          host.capacity(idle, 0)));
    }

    void busy(int idle) {
      answer.complete(new Busy(host.capacity(idle, 0)));
    }

    void refuse(FailureCode code) {
      answer.fail(new PvfException(code, "refused by " + host.name));
    }
  }

  /** A job sent. */
  record Run(Node host, Execute execute, Promise<ExecuteAnswer> answer) {

    void end(ReasonCode reason) {
      answer.complete(new ExecuteAnswer(reply(execute.request().jobId(), reason), host.capacity(1, 0)));
    }

    ExecuteReply reply(String jobId, ReasonCode reason) {
      Optional<ValidationResult> result = reason == ReasonCode.OK
          ? Optional.of(new ValidationResult(Bytes.EMPTY, Optional.empty(), List.of(), List.of(), 0, 0))
          : Optional.empty();
      Attempt attempt = new Attempt(1, host.name, Optional.empty(), new Reason(reason, "as told"), Duration.ZERO,
          Duration.ZERO, List.of());
      return new ExecuteReply(jobId, reason.verdict(), attempt.reason(), result, execute.request().code().hash(), 0,
          Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), List.of(attempt));
    }

    void refuse(FailureCode code) {
      answer.fail(new PvfException(code, "refused by " + host.name));
    }
  }

  /** A stream under way. */
  record Sending(StreamTicket ticket, Bytes data, Promise<Hash> sent) {
  }

  /** A host. */
  final class Node {
    final String name;
    final NodeIdentity identity;
    final int workers;
    private long seq;

    Node(String name, long epoch, int workers, UUID id) {
      this.name = name;
      this.identity = new NodeIdentity(id, name, epoch);
      this.workers = workers;
    }

    Capacity capacity(int idle, int parked) {
      return new Capacity(++seq, workers, idle, parked, false, false, Duration.ZERO);
    }

    Node says(int idle, int parked) {
      advert(capacity(idle, parked), List.of());
      return this;
    }

    void saysDraining() {
      advert(new Capacity(++seq, workers, workers, 0, true, false, Duration.ZERO), List.of());
    }

    void saysItHas(int idle, int code) {
      Bytes hash = SimJobs.code(code).hash().bytes();
      long prefix = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        prefix = prefix << 8 | (hash.get(i) & 0xFF);
      }
      advert(capacity(idle, 0), List.of(1L, prefix, -1L));
    }

    void advert(Capacity capacity, List<Long> codes) {
      dispatcher.advert(new Advert(identity, 1, 1, "1", "2603", capacity, codes));
    }
  }

  final SimTime time = new SimTime();
  final List<Asked> asked = new ArrayList<>();
  final List<Run> runs = new ArrayList<>();
  final List<Sending> streams = new ArrayList<>();
  final List<Release> releases = new ArrayList<>();
  final List<UUID> releasedAt = new ArrayList<>();
  final List<UUID> cancelledAt = new ArrayList<>();
  final List<UUID> aliveTo = new ArrayList<>();
  /** Jobs that hosts do not know, when they are asked. */
  final List<UUID> unknown = new ArrayList<>();
  final List<List<Reservation>> inquiries = new ArrayList<>();
  final Dispatcher dispatcher;
  private final UUID self = UUID.randomUUID();
  private final List<Node> nodes = new ArrayList<>();
  private boolean throwing;

  Rig() {
    this(options -> { });
  }

  Rig(Consumer<DispatchOptions> change) {
    DispatchOptions options = new DispatchOptions();
    change.accept(options);
    dispatcher = new Dispatcher(options.toSettings(), new NodeIdentity(self, "own", 1), this, this, time, 1);
    dispatcher.start();
  }

  /** A host that is not known yet. */
  Node node(String name, int workers) {
    return node(name, 1, workers);
  }

  Node node(String name, long epoch, int workers) {
    Node node = new Node(name, epoch, workers, name.equals("own") ? self : UUID.randomUUID());
    nodes.add(node);
    return node;
  }

  /** A host with idle workers. */
  Node idle(String name, int workers) {
    return node(name, workers).says(workers, 0);
  }

  /** A host without. */
  Node taken(String name, int workers) {
    return node(name, workers).says(0, 0);
  }

  Job job() {
    return job(SimJobs.job(1, 100, DEADLINE).build());
  }

  Job job(ExecuteRequest request) {
    return new Job(request, dispatcher.execute(request));
  }

  /** Calls throw from now on. */
  void throwing(boolean throwing) {
    this.throwing = throwing;
  }

  void pass(Duration time) {
    this.time.run(time);
  }

  /** Lets time pass while hosts say regularly that nothing has changed. */
  void pass(Duration time, Node... speaking) {
    for (long millis = 0; millis < time.toMillis(); millis += 100) {
      this.time.run(Duration.ofMillis(100));
      for (Node node : speaking) {
        node.says(0, 0);
      }
    }
  }

  /** The only reservation that has been asked for since the last call. */
  Asked onlyAsked() {
    assertEquals(1, asked.size(), asked::toString);
    return asked.remove(0);
  }

  /** The reservations that have been asked for since the last call. */
  List<Asked> allAsked(int count) {
    assertEquals(count, asked.size(), asked::toString);
    List<Asked> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  Run onlyRun() {
    assertEquals(1, runs.size(), runs::toString);
    return runs.remove(0);
  }

  void assertNothingAsked() {
    assertEquals(List.of(), asked);
  }

  /** Nothing of any job is left here. */
  void assertNothingLeft() {
    assertEquals(0, dispatcher.stats().outstanding());
    assertEquals(0, dispatcher.stats().waiting());
    assertEquals(0, dispatcher.stats().probesParked());
    assertEquals(0, dispatcher.stats().bytes());
    aliveTo.clear();
    pass(Duration.ofSeconds(1));
    assertEquals(List.of(), aliveTo);
  }

  /** A job, and its answer. */
  record Job(ExecuteRequest request, Future<ExecuteReply> answer) {

    void assertOpen() {
      assertFalse(answer.isComplete(), answer::toString);
    }

    ExecuteReply reply() {
      assertTrue(answer.succeeded(), answer::toString);
      return answer.result();
    }

    void assertValidFrom(Node host) {
      assertEquals(Verdict.VALID, reply().verdict());
      assertEquals(Optional.of(host.name), reply().host());
    }

    PvfException refusal(FailureCode code) {
      assertTrue(answer.failed(), answer::toString);
      PvfException refusal = assertInstanceOf(PvfException.class, answer.cause());
      assertEquals(code, refusal.code(), refusal::getMessage);
      return refusal;
    }
  }

  private Node byId(UUID id) {
    return nodes.stream().filter(node -> node.identity.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public Future<ReserveAnswer> reserve(UUID host, Reserve request, Duration timeout) {
    if (throwing) {
      throw new IllegalStateException("the bus is closed");
    }
    Asked call = new Asked(byId(host), request, Promise.promise());
    asked.add(call);
    time.after(timeout, () -> call.answer.tryFail(new PvfException(FailureCode.DEADLINE, "no answer")));
    return call.answer.future();
  }

  @Override
  public Future<ExecuteAnswer> execute(UUID host, Execute request, Duration timeout) {
    Run run = new Run(byId(host), request, Promise.promise());
    runs.add(run);
    return run.answer.future();
  }

  @Override
  public void release(UUID host, Release request) {
    releases.add(request);
    releasedAt.add(host);
  }

  @Override
  public void cancel(UUID host, Cancel request) {
    cancelledAt.add(host);
  }

  @Override
  public void alive(UUID host) {
    aliveTo.add(host);
  }

  @Override
  public Future<List<Reservation>> missing(UUID host, List<Reservation> believed, Duration timeout) {
    inquiries.add(believed);
    return Future.succeededFuture(believed.stream().filter(each -> unknown.contains(each.job())).toList());
  }

  @Override
  public Future<Hash> send(StreamTicket ticket, Bytes data, Duration patience) {
    Sending sending = new Sending(ticket, data, Promise.promise());
    streams.add(sending);
    return sending.sent.future();
  }

  @Override
  public Future<StatusReply> status(UUID host, Duration timeout) {
    throw new UnsupportedOperationException("no job asks for a status");
  }

  @Override
  public Future<Long> codeLength(PeerRole role, UUID node, Hash code, Duration timeout) {
    throw new UnsupportedOperationException("a requester fetches no code");
  }

  @Override
  public Future<Void> sendCode(PeerRole role, UUID node, CodeTransfer transfer, Duration timeout) {
    throw new UnsupportedOperationException("a requester fetches no code");
  }

  @Override
  public InboundStream expect(long length, Duration patience) {
    throw new UnsupportedOperationException("a requester expects no stream");
  }

  @Override
  public Map<String, Long> refused() {
    return Map.of();
  }

  @Override
  public long reservedBytes() {
    return 0;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}

package io.pvfhost.tests.execute.grants;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.ReserveAnswer.Busy;
import io.pvfhost.cluster.ReserveAnswer.Granted;
import io.pvfhost.execute.grants.GrantBook;
import io.pvfhost.execute.grants.GrantLimits;
import io.pvfhost.execute.grants.GrantTerms;
import io.pvfhost.execute.grants.RunningJob;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A book on a simulated clock, and requesters as a test needs them. */
final class BookRig implements GrantTerms {

  static final UUID SELF = new UUID(0, 1);
  static final Hash CODE = Hash.of(new byte[32]);
  static final Duration TTL = Duration.ofSeconds(60);
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ExecuteRequest REQUEST = ExecuteRequest.builder(ValidationCode.ofHash(CODE),
      new PersistedValidationData(Bytes.EMPTY, 1, Hash.ZERO, 1), new PoV(Bytes.EMPTY)).build();

  final SimulatedTimers timers = new SimulatedTimers();
  final GrantBook book;
  final List<FakeStream> streams = new ArrayList<>();
  final Set<Hash> codes = new HashSet<>();
  boolean noMemory;
  int changes;
  private long jobs;

  BookRig(GrantLimits limits) {
    book = new GrantBook(SELF, 1000, timers, limits, this, () -> changes++);
  }

  static BookRig of(int workers) {
    return new BookRig(GrantLimits.of(workers));
  }

  @Override
  public boolean haveCode(Hash code) {
    return codes.contains(code);
  }

  @Override
  public InboundStream expect(long length, Duration patience) {
    if (noMemory) {
      throw new PvfException(FailureCode.OVERLOADED, "no memory");
    }
    FakeStream stream = new FakeStream(length);
    streams.add(stream);
    return stream;
  }

  /** One reservation as its requester sees it. */
  final class Probe {
    final UUID from;
    final Reserve request;
    final Future<ReserveAnswer> answer;
    final List<String> kills = new ArrayList<>();
    RunningJob running;
    boolean ended;

    Probe(UUID from, Reserve request) {
      this.from = from;
      this.request = request;
      this.answer = book.reserve(from, request);
    }

    Granted granted() {
      assertTrue(answer.succeeded(), () -> "no grant: " + answer);
      return assertInstanceOf(Granted.class, answer.result());
    }

    void assertBusy() {
      assertTrue(answer.succeeded(), () -> "not busy: " + answer);
      assertInstanceOf(Busy.class, answer.result());
    }

    boolean isParked() {
      return !answer.isComplete();
    }

    void assertRefused(FailureCode code) {
      assertTrue(answer.failed(), () -> "not refused: " + answer);
      assertEquals(code, assertInstanceOf(PvfException.class, answer.cause()).code());
    }

    Probe begin() {
      running = book.begin(from, execute(granted().lease()), kills::add);
      return this;
    }

    boolean isRunning() {
      return running != null && !ended;
    }

    void end() {
      ended = true;
      running.end();
    }

    Execute execute(UUID lease) {
      return new Execute(request.job(), request.attempt(), lease, TTL, REQUEST, Optional.empty());
    }
  }

  static UUID requester(int number) {
    return new UUID(1, number);
  }

  Probe reserve(int requester) {
    return reserve(requester, TTL, PATIENCE, 0);
  }

  Probe reserve(int requester, Duration ttl, Duration patience, long streamBytes) {
    return reserve(requester(requester), ttl, patience, streamBytes);
  }

  Probe reserve(UUID from, Duration ttl, Duration patience, long streamBytes) {
    return new Probe(from, new Reserve(new UUID(2, ++jobs), 1, CODE, ttl, patience, streamBytes));
  }

  int idle() {
    return book.capacity().idle();
  }

  void millis(long millis) {
    timers.advance(Duration.ofMillis(millis));
  }
}

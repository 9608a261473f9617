package io.pvfhost.execute.grants;

import io.pvfhost.api.PvfLimits;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** One reservation from its arrival to its end. Owned by the {@link GrantBook}. */
final class Hold {

  /** The states of a reservation; a new one that has to wait is parked. */
  enum State { PARKED, LEASED, RUNNING, ENDED }

  /** What names a reservation. */
  record Key(UUID requester, UUID job, int attempt) {
  }

  final Key key;
  final Requester requester;
  final Reserve request;
  final long arrived;
  /** Time left for the job when it arrived. */
  final long ttlNanos;
  /** How long it may be parked. */
  final long patienceNanos;
  final Promise<ReserveAnswer> promise = Promise.promise();
  State state = State.PARKED;
  UUID lease;
  long granted;
  long renewed;
  Optional<InboundStream> stream = Optional.empty();
  Consumer<String> kill;
  /** Stops what ends the present state by itself. */
  Runnable timer = () -> { };

  Hold(Key key, Requester requester, Reserve request, long arrived) {
    this.key = key;
    this.requester = requester;
    this.request = request;
    this.arrived = arrived;
    this.ttlNanos = nanos(request.ttl());
    this.patienceNanos = Math.min(nanos(request.patience()), ttlNanos);
  }

  /** Times of a job are bounded elsewhere; here their nanoseconds must fit. */
  private static long nanos(Duration time) {
    return (time.compareTo(PvfLimits.MAX_TIME) < 0 ? time : PvfLimits.MAX_TIME).toNanos();
  }

  void expect(InboundStream inbound) {
    stream = Optional.of(inbound);
  }

  /** A stream that nobody will take is given back whether it is complete or not. */
  void cancelStream() {
    stream.ifPresent(inbound -> {
      inbound.cancel();
      inbound.received().onSuccess(ReceivedStream::release);
    });
  }

  void killOnce(String why) {
    Consumer<String> once = kill;
    kill = reason -> { };
    once.accept(why);
  }

  RunningJob running(Runnable onEnd) {
    return new RunningJob() {
      @Override
      public Optional<InboundStream> stream() {
        return stream;
      }

      @Override
      public void end() {
        if (state != State.RUNNING) {
          throw new IllegalStateException("attempt " + key + " has ended already");
        }
        onEnd.run();
      }
    };
  }
}

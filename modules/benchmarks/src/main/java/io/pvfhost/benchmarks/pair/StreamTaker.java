package io.pvfhost.benchmarks.pair;

import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.Streams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;

import java.time.Duration;

/** Gives out tickets over the event bus, as grants do, and takes the streams; answers pings. */
public final class StreamTaker extends VerticleBase {

  /** Request: length, SHA-256. Answer: port, secret, host. */
  static final String EXPECT = "bench.streams.expect";
  /** Answer: streams taken since the last such request, and those that were not what was announced. */
  static final String TAKEN = "bench.streams.taken";
  /** Answered at once. */
  static final String PING = "bench.streams.ping";
  /** Answer: port of the plain copies. */
  static final String RAW_PORT = "bench.streams.raw-port";
  /** Longest time without progress. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Streams streams;
  private RawReceiver raw;
  private int taken;
  private int wrong;

  /**
   * @param streams of its node
   */
  public StreamTaker(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Future<?> start() throws Exception {
    raw = RawReceiver.open();
    EventBus bus = vertx.eventBus();
    return Future.join(bus.consumer(EXPECT, this::expect).completion(),
        bus.consumer(TAKEN, this::tellTaken).completion(),
        bus.consumer(PING, message -> message.reply(Buffer.buffer())).completion(),
        bus.consumer(RAW_PORT, message -> message.reply(raw.port())).completion());
  }

  private void expect(Message<Buffer> message) {
    int length = message.body().getInt(0);
    Hash announced = Hash.of(message.body().getBytes(Integer.BYTES, Integer.BYTES + Hash.LENGTH));
    InboundStream stream = streams.expect(length, PATIENCE);
    stream.received().onComplete(received -> {
      if (received.length() == length && received.sha256().equals(announced)) {
        taken++;
      } else {
        wrong++;
      }
      received.release();
    }, failure -> wrong++);
    StreamTicket ticket = stream.ticket();
    message.reply(Buffer.buffer().appendInt(ticket.port()).appendBytes(ticket.secret().array())
        .appendString(ticket.host()));
  }

  /** The ticket that an answer carries. */
  static StreamTicket ticket(Buffer answer) {
    int hostAt = Integer.BYTES + StreamTicket.SECRET_BYTES;
    return new StreamTicket(answer.getString(hostAt, answer.length()), answer.getInt(0),
        Bytes.wrap(answer.getBytes(Integer.BYTES, hostAt)));
  }

  // A stream counts before its sender is told, so none is missing here.
  private void tellTaken(Message<Buffer> message) {
    message.reply(Buffer.buffer().appendInt(taken).appendInt(wrong));
    taken = 0;
    wrong = 0;
  }

  @Override
  public Future<?> stop() throws Exception {
    raw.close();
    return Future.succeededFuture();
  }
}

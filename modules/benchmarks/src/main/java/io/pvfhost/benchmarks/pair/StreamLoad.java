package io.pvfhost.benchmarks.pair;

import io.pvfhost.cluster.Streams;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Streams to the other node, so many at a time, each with a ticket that is asked for first. Used on one event loop. */
public final class StreamLoad {

  private final Vertx vertx;
  private final Streams streams;
  private final Bytes data;
  private final Hash sha256;
  private final int bodies;
  private final Promise<Void> sent = Promise.promise();
  private int asked;
  private int taken;

  private StreamLoad(Vertx vertx, Streams streams, Bytes data, int bodies) {
    this.vertx = vertx;
    this.streams = streams;
    this.data = data;
    this.sha256 = Hash.of(Digests.sha2_256(data.array()));
    this.bodies = bodies;
  }

  /**
   * Sends streams.
   *
   * @param vertx reaches the {@link StreamTaker} of the other node
   * @param streams of this node
   * @param data what each is
   * @param bodies how many
   * @param inFlight how many at a time
   * @return fails when one is not taken, or when the receiver did not get each as it was sent
   */
  public static Future<Void> run(Vertx vertx, Streams streams, Bytes data, int bodies, int inFlight) {
    StreamLoad load = new StreamLoad(vertx, streams, data, bodies);
    for (int i = 0; i < inFlight; i++) {
      load.next();
    }
    return load.sent.future().compose(all -> load.checkTaken());
  }

  private void next() {
    if (asked == bodies) {
      return;
    }
    asked++;
    Buffer announcement = Buffer.buffer().appendInt(data.length()).appendBytes(sha256.bytes().array());
    vertx.eventBus().<Buffer>request(StreamTaker.EXPECT, announcement)
        .compose(answer -> streams.send(StreamTaker.ticket(answer.body()), data, StreamTaker.PATIENCE))
        .onComplete(hash -> onTaken(), sent::tryFail);
  }

  private void onTaken() {
    taken++;
    if (taken == bodies) {
      sent.tryComplete();
    } else {
      next();
    }
  }

  private Future<Void> checkTaken() {
    return vertx.eventBus().<Buffer>request(StreamTaker.TAKEN, Buffer.buffer()).map(answer -> {
      if (answer.body().getInt(0) != bodies || answer.body().getInt(Integer.BYTES) != 0) {
        throw new IllegalStateException("of " + bodies + " streams the receiver took " + answer.body().getInt(0)
            + " as they were sent, and " + answer.body().getInt(Integer.BYTES) + " as they were not");
      }
      return null;
    });
  }
}

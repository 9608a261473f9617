package io.pvfhost.host.impl;

import io.netty.util.ReferenceCounted;
import io.pvfhost.host.HostLoop;
import io.pvfhost.wire.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/**
 * One request to a worker and its single answer.
 *
 * <p>Two deadlines, since a stopped worker shows in different places: the send limit while the kernel still holds
 * bytes of the request, and the wall limit from the moment it has taken them all. Before that moment a worker cannot
 * have done the job: if it goes away or speaks, the request counts as not sent. The first terminal event wins; what
 * comes later is logged and changes nothing. Runs on the loop.
 */
public final class Exchange implements WorkerChannel.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final HostLoop loop;
  private final WorkerChannel channel;
  private final Duration wallLimit;
  private final Promise<ExchangeEnd> result;
  /** None yet; a Vert.x timer may have the number 0. */
  private long timer = -1;
  private boolean sent;
  private boolean done;

  private Exchange(HostLoop loop, WorkerChannel channel, Duration wallLimit) {
    this.loop = loop;
    this.channel = channel;
    this.wallLimit = wallLimit;
    this.result = loop.promise();
  }

  /**
   * Sends the frames of one request; the future never fails.
   *
   * @param memory the owner of what the frames consist of, see {@link WorkerChannel#send}
   */
  public static Future<ExchangeEnd> run(HostLoop loop, WorkerChannel channel, List<Payload> frames,
      ReferenceCounted memory, Duration sendLimit, Duration wallLimit) {
    Exchange exchange = new Exchange(loop, channel, wallLimit);
    channel.listen(exchange);
    if (!exchange.done) {
      exchange.send(frames, memory, sendLimit);
    }
    return exchange.result.future();
  }

  private void send(List<Payload> frames, ReferenceCounted memory, Duration sendLimit) {
    timer = loop.timer(sendLimit, () -> finish(new ExchangeEnd.NotSent(
        "the worker did not read the request within " + sendLimit.toMillis() + " ms")));
    channel.send(frames, memory).addListener(taken -> loop.run(() -> {
      if (taken.isSuccess()) {
        onSent();
      } else {
        finish(new ExchangeEnd.NotSent(String.valueOf(taken.cause().getMessage())));
      }
    }));
  }

  private void onSent() {
    sent = true;
    if (!done) {
      loop.cancelTimer(timer);
      timer = loop.timer(wallLimit, () -> finish(new ExchangeEnd.WallLimit()));
    }
  }

  @Override
  public void onFrame(byte[] payload) {
    finish(sent ? new ExchangeEnd.Answered(payload)
        : new ExchangeEnd.NotSent("the worker answered before it had been given the whole request"));
  }

  @Override
  public void onEnd(ChannelEnd end) {
    finish(sent ? new ExchangeEnd.Ended(end) : new ExchangeEnd.NotSent(end.reason()));
  }

  private void finish(ExchangeEnd end) {
    if (done) {
      LOG.debug("after the end of the exchange: {}", end);
      return;
    }
    done = true;
    loop.cancelTimer(timer);
    channel.release();
    result.complete(end);
  }
}

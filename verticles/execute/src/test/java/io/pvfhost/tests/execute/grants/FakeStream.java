package io.pvfhost.tests.execute.grants;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A stream that comes when the test says so. */
final class FakeStream implements InboundStream {

  private final ByteBuf memory;
  private final Promise<ReceivedStream> received = Promise.promise();
  private final StreamTicket ticket = new StreamTicket("localhost", 1, Bytes.wrap(new byte[16]));
  private Runnable progress = () -> { };

  FakeStream(long length) {
    memory = Unpooled.buffer((int) length).writeZero((int) length);
  }

  void flow() {
    progress.run();
  }

  void complete() {
    received.complete(new ReceivedStream(memory, Hash.ZERO));
  }

  /** Whether its memory has been given back. */
  boolean isFree() {
    return memory.refCnt() == 0;
  }

  @Override
  public StreamTicket ticket() {
    return ticket;
  }

  @Override
  public Future<ReceivedStream> received() {
    return received.future();
  }

  @Override
  public void onProgress(Runnable action) {
    progress = action;
  }

  @Override
  public void cancel() {
    if (received.tryFail("cancelled")) {
      memory.release();
    }
  }
}

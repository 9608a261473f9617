package io.pvfhost.execute.impl;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.execute.grants.RunningJob;
import io.pvfhost.host.HostLoop;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;

import java.util.Optional;

/**
 * A job of another node, or of this one, on the worker that was granted to it: from {@link Execute} to its end, when
 * its memory has been given back and its worker is free. Owned by one loop.
 */
final class MemberJob {

  private final HostLoop loop;
  private final ExecuteService service;
  private final Execute order;
  private final CodeSource codes;
  private final Counters counters;
  private Optional<InboundStream> stream = Optional.empty();
  private Optional<ExecuteTask> task = Optional.empty();
  /** Why the job is to end, if it is. */
  private Optional<PvfException> ended = Optional.empty();

  MemberJob(HostLoop loop, ExecuteService service, Execute order, CodeSource codes, Counters counters) {
    this.loop = loop;
    this.service = service;
    this.order = order;
    this.codes = codes;
    this.counters = counters;
  }

  /** Ends the job as soon as possible: nobody wants it any more. */
  void withdraw(String why) {
    counters.add("withdrawn");
    task.ifPresentOrElse(running -> running.withdraw(why), () -> endWaiting(FailureCode.CANCELLED, why));
  }

  /** Ends the job if its block data is still on its way: the host is stopping, and does not wait for it. */
  void stopWaiting() {
    if (task.isEmpty()) {
      endWaiting(FailureCode.UNAVAILABLE, "the host is stopping");
    }
  }

  private void endWaiting(FailureCode code, String why) {
    ended = Optional.of(new PvfException(code, why));
    stream.ifPresent(InboundStream::cancel);
  }

  /** Runs the job on its worker; completes when the worker is free again. */
  Future<ExecuteReply> run(RunningJob slot) {
    stream = slot.stream();
    return blockData()
        .compose(streamed -> loop.succeeded(streamed).compose(this::execute).eventually(() -> {
          streamed.ifPresent(ReceivedStream::release);
          return loop.succeeded(null);
        }))
        .eventually(() -> {
          slot.end();
          return loop.succeeded(null);
        });
  }

  private Future<ExecuteReply> execute(Optional<ReceivedStream> streamed) {
    if (ended.isPresent()) {
      return Future.failedFuture(ended.get());
    }
    ExecuteTask accepted = service.task(new JobInput(order.request(), streamed, order.ttl(), Optional.of(codes)));
    task = Optional.of(accepted);
    return service.run(accepted).eventually(accepted::released);
  }

  /** The block data if it is streamed, to be released by the caller. */
  private Future<Optional<ReceivedStream>> blockData() {
    if (stream.isPresent() != order.streamed().isPresent()) {
      stream.ifPresent(MemberJob::discard);
      return Future.failedFuture(new PvfException(FailureCode.MALFORMED, stream.isPresent()
          ? "block data was to be streamed and is not" : "no stream of block data was asked for"));
    }
    return stream.isEmpty()
        ? loop.succeeded(Optional.empty()) : received(stream.get(), order.streamed().get()).map(Optional::of);
  }

  private Future<ReceivedStream> received(InboundStream inbound, Execute.Streamed announced) {
    long timer = loop.timer(order.ttl(), inbound::cancel);
    Future<ReceivedStream> complete = inbound.received().onComplete(done -> loop.cancelTimer(timer))
        .recover(failure -> Future.failedFuture(ended.isPresent() ? ended.get() : failure));
    return complete.compose(content -> {
      if (content.length() == announced.length() && content.sha256().equals(announced.sha256())) {
        return loop.succeeded(content);
      }
      counters.add("block_data_wrong");
      content.release();
      return Future.failedFuture(wrong(content.sha256(), announced));
    });
  }

  private static PvfException wrong(Hash came, Execute.Streamed announced) {
    return new PvfException(FailureCode.MALFORMED, "block data with SHA-256 " + came + " came, " + announced.length()
        + " bytes with " + announced.sha256() + " were announced");
  }

  private static void discard(InboundStream inbound) {
    inbound.cancel();
    inbound.received().onSuccess(ReceivedStream::release);
  }
}

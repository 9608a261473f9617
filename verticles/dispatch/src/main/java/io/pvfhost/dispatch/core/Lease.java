package io.pvfhost.dispatch.core;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.ReserveAnswer.Granted;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt at a job: a worker that a host holds for it, from the grant to the answer. Tells the job once how it
 * ended; of a lease that was written off, only a verdict is told.
 */
final class Lease implements Held {

  private final Dispatcher desk;
  private final Job job;
  final Host host;
  final long granted;
  private final int round;
  private final UUID id;
  private final boolean haveCode;
  private final Optional<StreamTicket> ticket;
  /** Nothing more is told of it. */
  private boolean over;
  /** The host is believed to be lost; it may still answer. */
  private boolean writtenOff;

  Lease(Dispatcher desk, Probe probe, Granted grant) {
    this.desk = desk;
    this.job = probe.job;
    this.host = probe.host;
    this.round = probe.round;
    this.id = grant.lease();
    this.haveCode = grant.haveCode();
    this.ticket = grant.ticket();
    this.granted = desk.timers.nanos();
    host.held++;
  }

  /** Sends the job: as it is to this node, with streamed block data and without the code where that is better. */
  void start() {
    Bytes block = job.request.pov().blockData();
    if (desk.isOwn(host)) {
      execute(job.request, Optional.empty());
    } else if (block.length() > desk.settings.inlineBytes()) {
      stream(block);
    } else {
      execute(remote(new PoV(block)), Optional.empty());
    }
  }

  private void stream(Bytes block) {
    if (ticket.isEmpty()) {
      failed(new PvfException(FailureCode.HOST_FAULT, host + " has granted a stream without a ticket"));
      return;
    }
    desk.counters.streams.increment();
    Dispatcher.guard(() -> desk.streams.send(ticket.get(), block, desk.settings.streamPatience())).onComplete(
        hash -> streamed(block, hash),
        failure -> failed(new PvfException(FailureCode.HOST_FAULT,
            "the stream of block data to " + host + " failed: " + failure.getMessage(), failure)));
  }

  private void streamed(Bytes block, Hash hash) {
    if (!over && !writtenOff) {
      execute(remote(new PoV(Bytes.EMPTY)), Optional.of(new Execute.Streamed(block.length(), hash)));
    }
  }

  /** The job for another node: small code that the host lacks goes along, other code is fetched by the host. */
  private ExecuteRequest remote(PoV inline) {
    ValidationCode code = job.request.code();
    long length = code.blob().map(Bytes::length).orElse(0) + (long) inline.blockData().length();
    boolean withCode = !haveCode && length <= desk.settings.inlineBytes();
    return job.request.toBuilder(withCode ? code : ValidationCode.ofHash(code.hash()), inline)
        .deadline(job.left()).build();
  }

  private void execute(ExecuteRequest request, Optional<Execute.Streamed> streamed) {
    Duration ttl = job.left();
    Execute execute = new Execute(job.id, round, id, ttl, request, streamed);
    desk.counters.executes.increment();
    Dispatcher.guard(() -> executeCall(execute, ttl)).onComplete(this::answered, this::failed);
  }

  private Future<ExecuteAnswer> executeCall(Execute execute, Duration ttl) {
    return desk.calls.execute(host.id(), execute, ttl.plus(desk.settings.reserveTimeout()));
  }

  private void answered(ExecuteAnswer answer) {
    boolean news = desk.table.capacity(host, answer.capacity(), desk.timers.nanos());
    if (!over) {
      close();
      ExecuteReply reply = answer.reply();
      if (reply.worker().stream().anyMatch(worker -> !worker.rules().equals(desk.settings.rules()))) {
        job.failed(this, new PvfException(FailureCode.HOST_FAULT, host + " has judged by the rules "
            + reply.worker().get().rules() + " and not by " + desk.settings.rules()));
      } else if (reply.jobId().equals(job.request.jobId())
          && reply.codeHash().equals(job.request.code().hash())) {
        job.replied(this, reply);
      } else {
        job.failed(this, new PvfException(FailureCode.HOST_FAULT, host + " has answered for job " + reply.jobId()
            + " and code " + reply.codeHash()));
      }
    }
    if (news) {
      desk.changed(host);
    }
  }

  private void failed(Throwable failure) {
    if (!over) {
      // The host may hold the worker still, or run the job without us hearing of it.
      withdraw();
      job.failed(this, PvfException.of(failure));
    }
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Reservation reservation() {
    return new Reservation(job.id, round);
  }

  @Override
  public void missing() {
    if (!over) {
      job.missing(this);
    }
  }

  boolean isWrittenOff() {
    return writtenOff;
  }

  /** Gives the host up. Should it come back with a verdict before another one has it, that is the answer. */
  void writeOff() {
    writtenOff = true;
  }

  /** Ends the attempt, at the host too. */
  void withdraw() {
    if (!over) {
      close();
      desk.cancel(host, new Cancel(job.id, round));
    }
  }

  private void close() {
    over = true;
    host.held--;
  }
}

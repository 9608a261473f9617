package io.pvfhost.cluster.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.internal.Bodies;
import io.pvfhost.api.internal.Names;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * SCALE forms of what peers say. Reading is strict: numbers out of their range, names that would spoil a log, and times
 * longer than {@link PvfLimits#MAX_TIME} are refused, since others calculate with them.
 */
final class PeerWire {

  static final Body<Void> NOTHING = Body.of((nothing, out) -> { }, in -> null);
  static final Body<Reserve> RESERVE = Body.of(PeerWire::writeReserve, PeerWire::readReserve);
  static final Body<ReserveAnswer> RESERVE_ANSWER =
      Body.of(PeerWire::writeReserveAnswer, PeerWire::readReserveAnswer);
  static final Body<Execute> EXECUTE = new Body<>(execute -> Bodies.blobBytes(execute.request()),
      PeerWire::writeExecute, PeerWire::readExecute);
  static final Body<ExecuteAnswer> EXECUTE_ANSWER = new Body<>(answer -> Bodies.blobBytes(answer.reply()),
      PeerWire::writeExecuteAnswer, PeerWire::readExecuteAnswer);
  static final Body<Release> RELEASE = Body.of(
      (release, out) -> writeAttempt(release.job(), release.attempt(), out),
      in -> new Release(readId(in), positive(in, "attempt")));
  static final Body<Cancel> CANCEL = Body.of(
      (cancel, out) -> writeAttempt(cancel.job(), cancel.attempt(), out),
      in -> new Cancel(readId(in), positive(in, "attempt")));
  static final Body<List<Reservation>> RESERVATIONS = Body.of(
      (all, out) -> out.list(all, (to, each) -> writeAttempt(each.job(), each.attempt(), to)),
      in -> in.list(Reservation.MAX_ASKED, from -> new Reservation(readId(from), positive(from, "attempt"))));
  static final Body<StatusReply> STATUS = Body.of(Bodies::write, Bodies::statusReply);
  static final Body<Hash> CODE = Body.of((code, out) -> out.hash(code), ScaleReader::hash);
  static final Body<Long> LENGTH = Body.of((length, out) -> out.u64(length),
      in -> size(in, PvfLimits.MAX_CODE_BYTES, "code length"));
  static final Body<CodeTransfer> CODE_TRANSFER = Body.of(PeerWire::writeCodeTransfer,
      in -> new CodeTransfer(in.hash(), readTicket(in)));
  static final Body<Advert> ADVERT = Body.of(PeerWire::writeAdvert, PeerWire::readAdvert);
  static final Body<PvfException> REFUSAL = Body.of(PeerWire::writeRefusal, PeerWire::readRefusal);

  /** Most code prefixes in an advert. */
  private static final int MAX_CODES = 256;

  private static final int MAX_ADDRESS_CHARS = 255;
  private static final int SECRET_BYTES = 16;
  private static final int MAX_MESSAGE_BYTES = 3 * PvfLimits.MAX_MESSAGE_CHARS;
  private static final int GRANTED = 0;
  private static final int BUSY = 1;
  private static final int DRAINING = 1;
  private static final int DEGRADED = 2;

  private PeerWire() {
  }

  /** As text shows it: most significant byte first. */
  static void writeId(UUID id, ScaleWriter out) {
    out.u64(Long.reverseBytes(id.getMostSignificantBits())).u64(Long.reverseBytes(id.getLeastSignificantBits()));
  }

  private static UUID readId(ScaleReader in) throws ScaleException {
    return new UUID(Long.reverseBytes(in.u64()), Long.reverseBytes(in.u64()));
  }

  private static void writeAttempt(UUID job, int attempt, ScaleWriter out) {
    writeId(job, out);
    out.u32(attempt);
  }

  private static void writeReserve(Reserve reserve, ScaleWriter out) {
    writeAttempt(reserve.job(), reserve.attempt(), out);
    out.hash(reserve.code()).duration(reserve.ttl()).duration(reserve.patience()).u64(reserve.streamBytes());
  }

  private static Reserve readReserve(ScaleReader in) throws ScaleException {
    return new Reserve(readId(in), positive(in, "attempt"), in.hash(), time(in, "ttl"), time(in, "patience"),
        size(in, PvfLimits.MAX_BLOCK_DATA_BYTES, "stream bytes"));
  }

  private static void writeReserveAnswer(ReserveAnswer answer, ScaleWriter out) {
    if (answer instanceof ReserveAnswer.Granted granted) {
      out.u8(GRANTED);
      writeId(granted.lease(), out);
      out.duration(granted.leaseTtl()).bool(granted.haveCode())
          .option(granted.ticket(), (to, ticket) -> writeTicket(ticket, to));
    } else {
      out.u8(BUSY);
    }
    writeCapacity(answer.capacity(), out);
  }

  private static ReserveAnswer readReserveAnswer(ScaleReader in) throws ScaleException {
    int variant = in.u8();
    return switch (variant) {
      case GRANTED -> new ReserveAnswer.Granted(readId(in), time(in, "lease ttl"), in.bool(),
          in.option(PeerWire::readTicket), readCapacity(in));
      case BUSY -> new ReserveAnswer.Busy(readCapacity(in));
      default -> throw new IllegalArgumentException("no answer " + variant);
    };
  }

  private static void writeExecute(Execute execute, ScaleWriter out) {
    writeAttempt(execute.job(), execute.attempt(), out);
    writeId(execute.lease(), out);
    out.duration(execute.ttl());
    out.option(execute.streamed(), (to, streamed) -> to.u64(streamed.length()).hash(streamed.sha256()));
    Bodies.write(execute.request(), out);
  }

  private static Execute readExecute(ScaleReader in) throws ScaleException {
    UUID job = readId(in);
    int attempt = positive(in, "attempt");
    UUID lease = readId(in);
    Duration ttl = time(in, "ttl");
    Optional<Execute.Streamed> streamed = in.option(stream ->
        new Execute.Streamed(size(stream, PvfLimits.MAX_BLOCK_DATA_BYTES, "streamed bytes"), stream.hash()));
    return new Execute(job, attempt, lease, ttl, Bodies.executeRequest(in), streamed);
  }

  private static void writeExecuteAnswer(ExecuteAnswer answer, ScaleWriter out) {
    writeCapacity(answer.capacity(), out);
    Bodies.write(answer.reply(), out);
  }

  private static ExecuteAnswer readExecuteAnswer(ScaleReader in) throws ScaleException {
    Capacity capacity = readCapacity(in);
    return new ExecuteAnswer(Bodies.executeReply(in), capacity);
  }

  private static void writeCodeTransfer(CodeTransfer transfer, ScaleWriter out) {
    out.hash(transfer.code());
    writeTicket(transfer.ticket(), out);
  }

  private static void writeTicket(StreamTicket ticket, ScaleWriter out) {
    if (ticket.secret().length() != SECRET_BYTES) {
      throw new IllegalArgumentException("stream secret of " + ticket.secret().length() + " bytes");
    }
    out.string(ticket.host()).u16(ticket.port()).raw(ticket.secret().array());
  }

  private static StreamTicket readTicket(ScaleReader in) throws ScaleException {
    return new StreamTicket(Names.check(in.string(MAX_ADDRESS_CHARS), MAX_ADDRESS_CHARS, "stream host"), in.u16(),
        Bytes.wrap(in.raw(SECRET_BYTES)));
  }

  private static void writeCapacity(Capacity capacity, ScaleWriter out) {
    out.u64(capacity.seq()).u32(capacity.workers()).u32(capacity.idle()).u32(capacity.parked());
    out.u8((capacity.draining() ? DRAINING : 0) | (capacity.degraded() ? DEGRADED : 0));
    out.duration(capacity.service());
  }

  private static Capacity readCapacity(ScaleReader in) throws ScaleException {
    long seq = size(in, Long.MAX_VALUE, "capacity seq");
    int workers = count(in, "workers");
    int idle = count(in, "idle workers");
    int parked = count(in, "parked probes");
    int flags = in.u8();
    if ((flags & ~(DRAINING | DEGRADED)) != 0) {
      throw new IllegalArgumentException("capacity flags " + flags);
    }
    return new Capacity(seq, workers, idle, parked, (flags & DRAINING) != 0, (flags & DEGRADED) != 0,
        time(in, "service"));
  }

  private static void writeAdvert(Advert advert, ScaleWriter out) {
    NodeIdentity node = advert.node();
    writeId(node.id(), out);
    out.string(node.name()).u64(node.epoch()).u8(advert.oldestProtocol()).u8(advert.newestProtocol())
        .string(advert.workerVersion()).string(advert.rules());
    writeCapacity(advert.capacity(), out);
    out.list(advert.codes(), (to, code) -> to.u64(code));
  }

  private static Advert readAdvert(ScaleReader in) throws ScaleException {
    NodeIdentity node = new NodeIdentity(readId(in), name(in, "node name"), size(in, Long.MAX_VALUE, "epoch"));
    return new Advert(node, in.u8(), in.u8(), name(in, "worker version"), name(in, "rules"),
        readCapacity(in), in.list(MAX_CODES, ScaleReader::u64));
  }

  private static void writeRefusal(PvfException refusal, ScaleWriter out) {
    String message = String.valueOf(refusal.getMessage());
    out.u16(refusal.code().code());
    out.string(message.substring(0, Math.min(message.length(), PvfLimits.MAX_MESSAGE_CHARS)));
  }

  // A code that a later version added is a fault of the host to this one.
  private static PvfException readRefusal(ScaleReader in) throws ScaleException {
    FailureCode code = FailureCode.of(in.u16()).orElse(FailureCode.HOST_FAULT);
    return new PvfException(code, in.string(MAX_MESSAGE_BYTES));
  }

  private static String name(ScaleReader in, String what) throws ScaleException {
    return Names.check(in.string(PvfLimits.MAX_NAME_CHARS), PvfLimits.MAX_NAME_CHARS, what);
  }

  private static int positive(ScaleReader in, String what) throws ScaleException {
    int value = count(in, what);
    if (value == 0) {
      throw new IllegalArgumentException(what + " is 0");
    }
    return value;
  }

  private static int count(ScaleReader in, String what) throws ScaleException {
    long value = in.u32();
    if (value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(what + ": " + value);
    }
    return (int) value;
  }

  private static long size(ScaleReader in, long max, String what) throws ScaleException {
    long value = in.u64();
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(what + ": " + Long.toUnsignedString(value) + ", at most " + max);
    }
    return value;
  }

  private static Duration time(ScaleReader in, String what) throws ScaleException {
    Duration value = in.duration();
    if (value.compareTo(PvfLimits.MAX_TIME) > 0) {
      throw new IllegalArgumentException(what + ": " + value + ", at most " + PvfLimits.MAX_TIME);
    }
    return value;
  }
}

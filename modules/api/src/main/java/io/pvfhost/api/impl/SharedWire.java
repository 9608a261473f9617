package io.pvfhost.api.impl;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.WorkerInfo;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

/**
 * Parts of several messages. Enums cross as their wire names: an unknown one is then readable in the error, and their
 * order is free. Counts and sizes are u64 whose highest bit is zero.
 */
final class SharedWire {

  /** Most bytes of one character in UTF-8. */
  private static final int UTF8 = 3;

  private SharedWire() {
  }

  static void writeCode(ValidationCode code, ScaleWriter out) {
    out.bool(code.blob().isPresent());
    if (code.blob().isPresent()) {
      out.bytes(code.blob().get());
    } else {
      out.hash(code.hash());
    }
  }

  /** The hash of a blob is computed, never believed: a sender must not pass one code off as another. */
  static ValidationCode readCode(ScaleReader in) throws ScaleException {
    boolean withBlob = in.bool();
    if (withBlob) {
      Bytes blob = in.bytes(PvfLimits.MAX_CODE_BYTES);
      return ValidationCode.of(blob);
    }
    return ValidationCode.ofHash(in.hash());
  }

  static void writeReason(Reason reason, ScaleWriter out) {
    out.string(reason.code().wireName());
    out.string(reason.message());
  }

  static Reason readReason(ScaleReader in) throws ScaleException {
    String name = readName(in);
    ReasonCode code = ReasonCode.named(name).orElseThrow(() -> new IllegalArgumentException("no reason code " + name));
    return new Reason(code, in.string(UTF8 * PvfLimits.MAX_MESSAGE_CHARS));
  }

  static void writeWorker(WorkerInfo worker, ScaleWriter out) {
    out.string(worker.version());
    out.string(worker.dialect());
    out.string(worker.rules());
    out.u64(worker.pid());
    out.string(worker.confinement());
  }

  static WorkerInfo readWorker(ScaleReader in) throws ScaleException {
    return new WorkerInfo(readName(in), readName(in), readName(in), in.u64(), readName(in));
  }

  static void writeAttempt(Attempt attempt, ScaleWriter out) {
    out.u32(attempt.number());
    out.string(attempt.host());
    out.option(attempt.worker(), (to, worker) -> writeWorker(worker, to));
    writeReason(attempt.reason(), out);
    out.duration(attempt.cpuTime());
    out.duration(attempt.wallTime());
    out.list(attempt.evidence(), ScaleWriter::string);
  }

  static Attempt readAttempt(ScaleReader in) throws ScaleException {
    int number = (int) Math.min(in.u32(), Integer.MAX_VALUE);
    return new Attempt(number, readName(in), in.option(SharedWire::readWorker), readReason(in), in.duration(),
        in.duration(), in.list(PvfLimits.MAX_EVIDENCE_LINES, line -> line.string(UTF8 * PvfLimits.MAX_EVIDENCE_CHARS)));
  }

  static String readName(ScaleReader in) throws ScaleException {
    return in.string(PvfLimits.MAX_NAME_CHARS);
  }
}

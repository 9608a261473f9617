package io.pvfhost.api.impl;

import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.time.Duration;
import java.util.Optional;

/** Codecs of {@link PrepareRequest} and {@link PrepareReply}. */
public final class PrepareWire {

  /** Room for everything but the code. */
  private static final int REST_BYTES = 64 << 10;

  public static final WireCodec<PrepareRequest> REQUEST = new WireCodec<>(PrepareRequest.class,
      "pvf.v1.prepare-request", PvfLimits.MAX_CODE_BYTES + REST_BYTES, PrepareWire::blobBytes,
      PrepareWire::writeRequest, PrepareWire::readRequest);

  public static final WireCodec<PrepareReply> REPLY = new WireCodec<>(PrepareReply.class, "pvf.v1.prepare-reply",
      REST_BYTES, reply -> 0, PrepareWire::writeReply, PrepareWire::readReply);

  private PrepareWire() {
  }

  private static int blobBytes(PrepareRequest request) {
    return request.code().blob().map(Bytes::length).orElse(0);
  }

  private static void writeRequest(PrepareRequest request, ScaleWriter out) {
    request.params().encodeTo(out);
    out.bool(request.precheck());
    out.option(request.timeout(), ScaleWriter::duration);
    SharedWire.writeCode(request.code(), out);
  }

  private static PrepareRequest readRequest(ScaleReader in) throws ScaleException {
    ExecutorParams params = ExecutorParams.decode(in);
    boolean precheck = in.bool();
    Optional<Duration> timeout = in.option(ScaleReader::duration);
    return new PrepareRequest(SharedWire.readCode(in), params, precheck, timeout);
  }

  private static void writeReply(PrepareReply reply, ScaleWriter out) {
    out.hash(reply.codeHash());
    out.bool(reply.prepared());
    SharedWire.writeReason(reply.reason(), out);
    out.bool(reply.deterministic());
    out.bool(reply.cached());
    out.duration(reply.cpuTime());
    out.duration(reply.wallTime());
    out.u64(reply.artifactSize());
    out.u64(reply.codeSize());
    out.u64(reply.peakMemory());
    out.string(reply.rules());
  }

  private static PrepareReply readReply(ScaleReader in) throws ScaleException {
    return new PrepareReply(in.hash(), in.bool(), SharedWire.readReason(in), in.bool(), in.bool(), in.duration(),
        in.duration(), in.u64(), in.u64(), in.u64(), SharedWire.readName(in));
  }
}

package io.pvfhost.api.impl;

import io.pvfhost.api.StatusReply;
import io.pvfhost.api.StatusRequest;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

/** Codecs of {@link StatusRequest}, whose body is empty, and {@link StatusReply}. */
public final class StatusWire {

  private static final int MAX_REPLY_BYTES = 4 << 10;

  public static final WireCodec<StatusRequest> REQUEST = new WireCodec<>(StatusRequest.class, "pvf.v1.status-request",
      0, request -> 0, (request, out) -> { }, in -> new StatusRequest());

  public static final WireCodec<StatusReply> REPLY = new WireCodec<>(StatusReply.class, "pvf.v1.status-reply",
      MAX_REPLY_BYTES, reply -> 0, StatusWire::writeReply, StatusWire::readReply);

  private StatusWire() {
  }

  public static void writeReply(StatusReply reply, ScaleWriter out) {
    out.string(reply.hostId());
    out.bool(reply.accepting());
    writeWorkers(reply.executeWorkers(), out);
    writeWorkers(reply.prepareWorkers(), out);
    out.u64(reply.queueLength());
    out.u64(reply.queueLimit());
    out.u64(reply.jobs().valid());
    out.u64(reply.jobs().invalid());
    out.u64(reply.jobs().none());
    out.u64(reply.respawns());
    out.u64(reply.artifacts());
    out.u64(reply.artifactBytes());
    out.string(reply.rules());
  }

  public static StatusReply readReply(ScaleReader in) throws ScaleException {
    return new StatusReply(SharedWire.readName(in), in.bool(), readWorkers(in), readWorkers(in), in.u64(), in.u64(),
        new StatusReply.Jobs(in.u64(), in.u64(), in.u64()), in.u64(), in.u64(), in.u64(),
        SharedWire.readName(in));
  }

  private static void writeWorkers(StatusReply.Workers workers, ScaleWriter out) {
    out.u64(workers.max());
    out.u64(workers.live());
    out.u64(workers.idle());
    out.u64(workers.busy());
    out.u64(workers.spawning());
  }

  private static StatusReply.Workers readWorkers(ScaleReader in) throws ScaleException {
    return new StatusReply.Workers(in.u64(), in.u64(), in.u64(), in.u64(), in.u64());
  }
}

package io.pvfhost.api.impl;

import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.ClusterRequest;
import io.pvfhost.api.DispatchReport;
import io.pvfhost.api.HostReport;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Codecs of {@link ClusterRequest}, whose body is empty, and {@link ClusterReply}. */
public final class ClusterWire {

  /** Names, numbers and the status of each host at their longest. */
  private static final int MAX_REPLY_BYTES = PvfLimits.MAX_HOSTS * 1280 + (16 << 10);

  public static final WireCodec<ClusterRequest> REQUEST = new WireCodec<>(ClusterRequest.class,
      "pvf.v1.cluster-request", 0, request -> 0, (request, out) -> { }, in -> new ClusterRequest());

  public static final WireCodec<ClusterReply> REPLY = new WireCodec<>(ClusterReply.class, "pvf.v1.cluster-reply",
      MAX_REPLY_BYTES, reply -> 0, ClusterWire::writeReply, ClusterWire::readReply);

  private ClusterWire() {
  }

  private static void writeReply(ClusterReply reply, ScaleWriter out) {
    out.string(reply.self());
    out.list(reply.hosts(), ClusterWire::writeHost);
    DispatchReport dispatch = reply.dispatch();
    out.u64(dispatch.outstanding());
    out.u64(dispatch.dispatched());
    out.u64(dispatch.redispatched());
    out.u64(dispatch.parked());
    out.u64(dispatch.bytes());
    out.u64(dispatch.answered());
    out.list(List.copyOf(dispatch.refused().entrySet()),
        (to, refused) -> to.string(refused.getKey()).u64(refused.getValue()));
  }

  private static ClusterReply readReply(ScaleReader in) throws ScaleException {
    String self = SharedWire.readName(in);
    List<HostReport> hosts = in.list(PvfLimits.MAX_HOSTS, ClusterWire::readHost);
    return new ClusterReply(self, hosts,
        new DispatchReport(in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), in.u64(), readRefused(in)));
  }

  private static void writeHost(ScaleWriter out, HostReport host) {
    out.string(host.name());
    out.string(host.id());
    out.string(host.state());
    out.u64(host.workers());
    out.u64(host.idle());
    out.u64(host.parked());
    out.string(host.workerVersion());
    out.string(host.rules());
    out.string(host.protocols());
    out.u64(host.millisSinceAdvert());
    out.option(host.status(), (to, status) -> StatusWire.writeReply(status, to));
  }

  private static HostReport readHost(ScaleReader in) throws ScaleException {
    return new HostReport(SharedWire.readName(in), SharedWire.readName(in), SharedWire.readName(in), in.u64(),
        in.u64(), in.u64(), SharedWire.readName(in), SharedWire.readName(in), SharedWire.readName(in), in.u64(),
        in.option(StatusWire::readReply));
  }

  private static Map<String, Long> readRefused(ScaleReader in) throws ScaleException {
    Map<String, Long> refused = new TreeMap<>();
    String last = "";
    int count = in.compactLength(PvfLimits.MAX_CAUSES, "number of causes");
    for (int i = 0; i < count; i++) {
      String cause = SharedWire.readName(in);
      // One form for one message: strictly ascending, as they are written.
      if (cause.compareTo(last) <= 0) {
        throw new IllegalArgumentException("cause " + cause + " after " + last);
      }
      refused.put(cause, in.u64());
      last = cause;
    }
    return refused;
  }
}

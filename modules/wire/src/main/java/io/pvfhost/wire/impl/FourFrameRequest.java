package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.WireException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A job as the three frames of the older dialects, and the artifact's checksum in a fourth (dialect S4). */
public final class FourFrameRequest implements ExecuteRequestCodec {

  private static final Message<Bytes> CHECKSUM = new Message<>("artifact checksum", new RawChecksum());

  private final ThreeFrameRequest first = new ThreeFrameRequest();

  @Override
  public int frames() {
    return first.frames() + 1;
  }

  @Override
  public boolean carriesValidationContext() {
    return false;
  }

  @Override
  public List<Payload> encode(ExecuteRequest request) {
    List<Payload> payloads = new ArrayList<>(first.encode(request));
    payloads.add(Payload.of(CHECKSUM.encode(ExecuteRequestCodec.checksum(request))));
    return payloads;
  }

  @Override
  public ExecuteRequest decode(List<byte[]> frames) throws WireException {
    ExecuteRequest job = first.decode(frames);
    Bytes checksum = CHECKSUM.decode(frames.get(first.frames()));
    return new ExecuteRequest(job.pvd(), job.blockData(), job.timeout(), Optional.of(checksum), Optional.empty());
  }
}

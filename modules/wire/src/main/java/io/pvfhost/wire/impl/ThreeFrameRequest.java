package io.pvfhost.wire.impl;

import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.WireException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job as three frames: persisted validation data, PoV, CPU time (dialects S and S6). There is no place for checksum
 * and context, they are left out.
 */
public final class ThreeFrameRequest implements ExecuteRequestCodec {

  private static final Message<PersistedValidationData> PVD =
      new Message<>("persisted validation data", RequestFields.PVD);
  private static final Message<ByteBuffer> POV = new Message<>("PoV", RequestFields.POV);
  private static final Message<Duration> TIMEOUT = new Message<>("duration", RequestFields.TIMEOUT);

  @Override
  public int frames() {
    return 3;
  }

  @Override
  public boolean carriesValidationContext() {
    return false;
  }

  @Override
  public List<Payload> encode(ExecuteRequest request) {
    ByteBuffer blockData = request.blockData();
    return List.of(
        Payload.of(PVD.encode(request.pvd())),
        new Payload(List.of(ByteBuffer.wrap(POV.encode(blockData)), blockData)),
        Payload.of(TIMEOUT.encode(request.timeout())));
  }

  @Override
  public ExecuteRequest decode(List<byte[]> frames) throws WireException {
    return new ExecuteRequest(
        PVD.decode(frames.get(0)),
        POV.decode(frames.get(1)),
        TIMEOUT.decode(frames.get(2)),
        Optional.empty(),
        Optional.empty());
  }
}

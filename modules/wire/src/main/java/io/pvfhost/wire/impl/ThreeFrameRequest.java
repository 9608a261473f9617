package io.pvfhost.wire.impl;

import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.WireException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job as three frames: persisted validation data, PoV, CPU time (dialects S and S6). There is no place for checksum
 * and context, they are left out.
 */
public final class ThreeFrameRequest implements ExecuteRequestCodec {

  private static final Message<PersistedValidationData> PVD = new Message<>(
      "persisted validation data", Fields.encodable("PersistedValidationData", PersistedValidationData::decode));
  private static final Message<PoV> POV = new Message<>("PoV", Fields.encodable("block_data", PoV::decode));
  private static final Message<Duration> TIMEOUT = new Message<>("duration", Fields.duration("Duration"));

  @Override
  public int frames() {
    return 3;
  }

  @Override
  public List<byte[]> encode(ExecuteRequest request) {
    return List.of(PVD.encode(request.pvd()), POV.encode(request.pov()), TIMEOUT.encode(request.timeout()));
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

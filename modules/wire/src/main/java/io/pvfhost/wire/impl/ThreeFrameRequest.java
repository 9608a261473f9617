package io.pvfhost.wire.impl;

import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
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
      new Message<>("persisted validation data", new PvdCodec());
  private static final Message<ByteBuffer> POV = new Message<>("PoV", new PovCodec());
  private static final Message<Duration> TIMEOUT = new Message<>("duration", new TimeoutCodec());

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

  private record PvdCodec() implements Codec<PersistedValidationData> {

    @Override
    public void write(PersistedValidationData value, ScaleWriter out) {
      value.encodeTo(out);
    }

    @Override
    public PersistedValidationData read(FieldReader in) throws ScaleException {
      return new PersistedValidationData(
          in.at("parent_head").bytes(),
          in.at("relay_parent_number").u32(),
          in.at("relay_parent_storage_root").hash(),
          in.at("max_pov_size").u32());
    }
  }

  /** Writes the length only: the block data follows as it lies in memory. */
  private record PovCodec() implements Codec<ByteBuffer> {

    @Override
    public void write(ByteBuffer value, ScaleWriter out) {
      out.compact(value.remaining());
    }

    @Override
    public ByteBuffer read(FieldReader in) throws ScaleException {
      return ByteBuffer.wrap(in.at("block_data").bytes().array());
    }
  }

  private record TimeoutCodec() implements Codec<Duration> {

    @Override
    public void write(Duration value, ScaleWriter out) {
      out.duration(value);
    }

    @Override
    public Duration read(FieldReader in) throws ScaleException {
      return in.at("execution_timeout").duration();
    }
  }
}

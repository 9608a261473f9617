package io.pvfhost.wire.impl;

import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;

import java.nio.ByteBuffer;
import java.time.Duration;

/** The parts of a job that all dialects send, each in a frame of its own or in one together. */
final class RequestFields {

  static final Codec<PersistedValidationData> PVD = new PvdCodec();
  static final Codec<ByteBuffer> POV = new PovCodec();
  static final Codec<Duration> TIMEOUT = new TimeoutCodec();

  private RequestFields() {
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

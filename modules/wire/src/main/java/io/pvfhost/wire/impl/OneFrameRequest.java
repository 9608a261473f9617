package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
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
 * A job as one frame: persisted validation data, PoV, CPU time, the artifact's checksum (dialect R1). The block data,
 * which lies in the middle, is a part of its own.
 */
public final class OneFrameRequest implements ExecuteRequestCodec {

  private static final String NAME = "ExecuteRequest";
  private static final Codec<Bytes> CHECKSUM = new RawChecksum();

  @Override
  public int frames() {
    return 1;
  }

  @Override
  public boolean carriesValidationContext() {
    return false;
  }

  @Override
  public List<Payload> encode(ExecuteRequest request) {
    return encode(request, new ScaleWriter());
  }

  /**
   * Encodes a longer job.
   *
   * @param tail what stands behind the checksum
   */
  static List<Payload> encode(ExecuteRequest request, ScaleWriter tail) {
    ByteBuffer blockData = request.blockData();
    ScaleWriter front = new ScaleWriter();
    RequestFields.PVD.write(request.pvd(), front);
    RequestFields.POV.write(blockData, front);
    ScaleWriter back = new ScaleWriter();
    RequestFields.TIMEOUT.write(request.timeout(), back);
    CHECKSUM.write(ExecuteRequestCodec.checksum(request), back);
    back.raw(tail.toByteArray());
    return List.of(new Payload(
        List.of(ByteBuffer.wrap(front.toByteArray()), blockData, ByteBuffer.wrap(back.toByteArray()))));
  }

  @Override
  public ExecuteRequest decode(List<byte[]> frames) throws WireException {
    return decode(frames, OneFrameRequest::read);
  }

  /** Decodes the one frame, in whatever form. */
  static ExecuteRequest decode(List<byte[]> frames, Form form) throws WireException {
    FieldReader in = new FieldReader(NAME, frames.get(0));
    try {
      return form.read(in);
    } catch (ScaleException e) {
      throw in.named(e);
    }
  }

  static ExecuteRequest read(FieldReader in) throws ScaleException {
    PersistedValidationData pvd = RequestFields.PVD.read(in);
    ByteBuffer blockData = RequestFields.POV.read(in);
    Duration timeout = RequestFields.TIMEOUT.read(in);
    return new ExecuteRequest(pvd, blockData, timeout, Optional.of(CHECKSUM.read(in)), Optional.empty());
  }

  /** What the frame consists of. */
  @FunctionalInterface
  interface Form {
    ExecuteRequest read(FieldReader in) throws ScaleException;
  }
}

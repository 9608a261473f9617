package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.WireException;

import java.util.List;

/** How a job for an execute worker is laid out in one or more frames (protocol description, section 3.4). */
public interface ExecuteRequestCodec {

  /** Frames of one job. */
  int frames();

  /** Whether there is a place for the candidate's context. */
  boolean carriesValidationContext();

  /**
   * Encodes; the block data is not copied.
   *
   * @param request the job
   * @return as many payloads as {@link #frames} says, in the order in which they are sent
   * @throws IllegalArgumentException if the request lacks what the dialect needs
   */
  List<Payload> encode(ExecuteRequest request);

  /**
   * Decodes.
   *
   * @param frames as many payloads as {@link #frames} says, in the order in which they came
   * @return the job
   * @throws WireException if a payload is not what it should be
   */
  ExecuteRequest decode(List<byte[]> frames) throws WireException;

  /**
   * The checksum of a job's artifact, for dialects that send it.
   *
   * @throws IllegalArgumentException if the request has none
   */
  static Bytes checksum(ExecuteRequest request) {
    return request.artifactChecksum().orElseThrow(
        () -> new IllegalArgumentException("the dialect needs the artifact's checksum"));
  }
}

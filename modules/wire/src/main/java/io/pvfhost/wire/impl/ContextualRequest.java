package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.ValidationContext;
import io.pvfhost.wire.WireException;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A job as one frame: what {@link OneFrameRequest} has, and behind it the candidate's context (dialect R2).
 *
 * @param context how the context is laid out
 */
public record ContextualRequest(Codec<ValidationContext> context) implements ExecuteRequestCodec {

  /** Checks the argument. */
  public ContextualRequest {
    Objects.requireNonNull(context, "context");
  }

  @Override
  public int frames() {
    return 1;
  }

  @Override
  public boolean carriesValidationContext() {
    return true;
  }

  @Override
  public List<Payload> encode(ExecuteRequest request) {
    ScaleWriter tail = new ScaleWriter();
    context.write(request.context().orElseThrow(
        () -> new IllegalArgumentException("the dialect needs the candidate's context")), tail);
    return OneFrameRequest.encode(request, tail);
  }

  @Override
  public ExecuteRequest decode(List<byte[]> frames) throws WireException {
    return OneFrameRequest.decode(frames, this::read);
  }

  private ExecuteRequest read(FieldReader in) throws ScaleException {
    ExecuteRequest job = OneFrameRequest.read(in);
    return new ExecuteRequest(
        job.pvd(), job.blockData(), job.timeout(), job.artifactChecksum(), Optional.of(context.read(in)));
  }
}

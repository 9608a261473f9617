package io.pvfhost.wire.impl;

import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.InternalValidationError;

/** The same in all dialects (protocol description, section 3.6). */
final class InternalValidationErrorCodec implements Codec<InternalValidationError> {

  private final PrepareErrorCodec prepareError = new PrepareErrorCodec();

  @Override
  public void write(InternalValidationError value, ScaleWriter out) {
    if (value instanceof InternalValidationError.HostCommunication v) {
      out.u8(0).string(v.text());
    } else if (value instanceof InternalValidationError.CouldNotCreateLink v) {
      out.u8(1).string(v.text());
    } else if (value instanceof InternalValidationError.CouldNotOpenFile v) {
      out.u8(2).string(v.text());
    } else if (value instanceof InternalValidationError.CouldNotCreatePipe v) {
      out.u8(3).string(v.text());
    } else if (value instanceof InternalValidationError.CouldNotClearWorkerDir v) {
      out.u8(4).string(v.error()).option(v.path(), ScaleWriter::string);
    } else if (value instanceof InternalValidationError.Kernel v) {
      out.u8(5).string(v.text());
    } else if (value instanceof InternalValidationError.NonDeterministicPrepareError v) {
      prepareError.write(v.error(), out.u8(6));
    } else {
      throw Codec.inexpressible(value);
    }
  }

  @Override
  public InternalValidationError read(FieldReader in) throws ScaleException {
    int variant = in.variant("InternalValidationError");
    return switch (variant) {
      case 0 -> new InternalValidationError.HostCommunication(
          in.at("InternalValidationError.HostCommunication").string());
      case 1 -> new InternalValidationError.CouldNotCreateLink(
          in.at("InternalValidationError.CouldNotCreateLink").string());
      case 2 -> new InternalValidationError.CouldNotOpenFile(
          in.at("InternalValidationError.CouldNotOpenFile").string());
      case 3 -> new InternalValidationError.CouldNotCreatePipe(
          in.at("InternalValidationError.CouldNotCreatePipe").string());
      case 4 -> new InternalValidationError.CouldNotClearWorkerDir(
          in.at("CouldNotClearWorkerDir.err").string(),
          in.at("CouldNotClearWorkerDir.path").option(ScaleReader::string));
      case 5 -> new InternalValidationError.Kernel(in.at("InternalValidationError.Kernel").string());
      case 6 -> new InternalValidationError.NonDeterministicPrepareError(prepareError.read(in));
      default -> throw in.unknown(variant);
    };
  }
}

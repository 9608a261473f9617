package io.pvfhost.wire.impl;

import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.ValidationContext;

/**
 * Where a candidate stands on the relay chain (protocol description, section 3.4, dialect R2).
 *
 * @param rawFollows whether an unknown descriptor version is followed by its own byte
 */
public record ValidationContextCodec(boolean rawFollows) implements Codec<ValidationContext> {

  @Override
  public void write(ValidationContext value, ScaleWriter out) {
    out.hash(value.relayParent()).hash(value.schedulingParent());
    value.version().encodeTo(out, rawFollows);
  }

  @Override
  public ValidationContext read(FieldReader in) throws ScaleException {
    Hash relayParent = in.at("relay_parent").hash();
    Hash schedulingParent = in.at("scheduling_parent").hash();
    return new ValidationContext(
        relayParent, schedulingParent, CandidateDescriptorVersion.decode(in.at("descriptor_version"), rawFollows));
  }
}

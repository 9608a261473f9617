package io.pvfhost.scale;

/**
 * The version of a candidate's descriptor (protocol, section 3.4).
 *
 * @param index 0 for version 1, 1 for version 2, 2 for version 3, 3 for an unknown one
 * @param raw the version byte of an unknown one, 0..255; 0 otherwise
 */
public record CandidateDescriptorVersion(int index, int raw) {

  /** Version 1. */
  public static final CandidateDescriptorVersion V1 = new CandidateDescriptorVersion(0, 0);
  /** Version 2. */
  public static final CandidateDescriptorVersion V2 = new CandidateDescriptorVersion(1, 0);
  /** Version 3: the validation params carry an extension. */
  public static final CandidateDescriptorVersion V3 = new CandidateDescriptorVersion(2, 0);

  private static final int UNKNOWN = 3;
  private static final CandidateDescriptorVersion[] KNOWN = {V1, V2, V3};

  /** Checks the ranges. */
  public CandidateDescriptorVersion {
    if (index < 0 || index > UNKNOWN) {
      throw new IllegalArgumentException("descriptor version index " + index + " is not in 0.." + UNKNOWN);
    }
    if (raw < 0 || raw > 255 || (index != UNKNOWN && raw != 0)) {
      throw new IllegalArgumentException("raw descriptor version " + raw + " does not go with index " + index);
    }
  }

  /** A version that is none of the known ones, with its byte. */
  public static CandidateDescriptorVersion unknown(int raw) {
    return new CandidateDescriptorVersion(UNKNOWN, raw);
  }

  /** Whether this is none of the known versions. */
  public boolean isUnknown() {
    return index == UNKNOWN;
  }

  /**
   * Reads one.
   *
   * @param rawFollows whether an unknown version is followed by its byte, as from crate 29 on
   */
  public static CandidateDescriptorVersion decode(ScaleReader in, boolean rawFollows) throws ScaleException {
    int at = in.offset();
    int index = in.u8();
    if (index > UNKNOWN) {
      throw new ScaleException(at, "descriptor version index is " + index + ", at most " + UNKNOWN + " is known");
    }
    if (index < UNKNOWN) {
      return KNOWN[index];
    }
    return unknown(rawFollows ? in.u8() : 0);
  }

  /**
   * Writes this.
   *
   * @param rawFollows whether an unknown version is followed by its byte, as from crate 29 on
   */
  public void encodeTo(ScaleWriter out, boolean rawFollows) {
    out.u8(index);
    if (isUnknown() && rawFollows) {
      out.u8(raw);
    }
  }

  @Override
  public String toString() {
    return isUnknown() ? "Unknown(" + raw + ")" : "V" + (index + 1);
  }
}

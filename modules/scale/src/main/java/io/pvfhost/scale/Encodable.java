package io.pvfhost.scale;

/** A value with a SCALE encoding. Its class also has a static {@code decode(ScaleReader)}. */
public interface Encodable {

  /** Writes the encoding of this value. */
  void encodeTo(ScaleWriter out);

  /** The encoding of this value. */
  default Bytes encode() {
    ScaleWriter out = new ScaleWriter();
    encodeTo(out);
    return out.toBytes();
  }
}

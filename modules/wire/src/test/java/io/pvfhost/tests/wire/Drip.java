package io.pvfhost.tests.wire;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A stream that hands out one byte at a time, as a slow or hostile peer does. */
final class Drip extends InputStream {

  private final ByteArrayInputStream bytes;

  Drip(byte[] bytes) {
    this.bytes = new ByteArrayInputStream(bytes);
  }

  @Override
  public int read() {
    return bytes.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    return bytes.read(target, offset, Math.min(length, 1));
  }
}

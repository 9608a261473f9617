package io.pvfhost.engine.impl.wasm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over a part of a module. Every read is checked against the end of the part. */
final class WasmReader {

  private final byte[] bytes;
  private final int end;
  private int position;

  WasmReader(byte[] bytes, Range range) {
    this.bytes = bytes;
    this.position = range.start();
    this.end = range.end();
  }

  int offset() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  int u8() throws ModuleException {
    return bytes[skip(1).start()] & 0xff;
  }

  /** Passes over n bytes and returns where they are. */
  Range skip(int n) throws ModuleException {
    if (n < 0 || n > remaining()) {
      throw ModuleException.malformed("unexpected end: " + (n & 0xffffffffL) + " bytes wanted, " + remaining()
          + " left", position);
    }
    Range range = new Range(position, position + n);
    position += n;
    return range;
  }

  /** Reads an unsigned number of at most five LEB128 bytes. */
  long u32() throws ModuleException {
    int start = position;
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (value > 0xffffffffL) {
          break;
        }
        return value;
      }
    }
    throw ModuleException.malformed("number is not an unsigned 32-bit LEB128", start);
  }

  /** Reads a signed number of at most five LEB128 bytes. */
  int i32() throws ModuleException {
    int start = position;
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = u8();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        int unused = 64 - shift - 7;
        long signed = value << unused >> unused;
        if (signed != (int) signed) {
          break;
        }
        return (int) signed;
      }
    }
    throw ModuleException.malformed("number is not a signed 32-bit LEB128", start);
  }

  /** Passes over a signed number of at most ten LEB128 bytes. */
  void skipI64() throws ModuleException {
    int start = position;
    for (int i = 0; i < 10; i++) {
      if (u8() < 0x80) {
        return;
      }
    }
    throw ModuleException.malformed("number is not a signed 64-bit LEB128", start);
  }

  /** Reads a length that must lie in what remains. */
  int length() throws ModuleException {
    int start = position;
    long length = u32();
    if (length > remaining()) {
      throw ModuleException.malformed("length " + length + " exceeds the " + remaining() + " bytes left", start);
    }
    return (int) length;
  }

  /** Reads a number of items that take at least one byte each, so it cannot exceed what remains. */
  int count() throws ModuleException {
    return length();
  }

  /** Reads an index or type number, which fits an int. */
  int index() throws ModuleException {
    int start = position;
    long index = u32();
    if (index > Integer.MAX_VALUE) {
      throw ModuleException.malformed("index " + index + " is too large", start);
    }
    return (int) index;
  }

  String name() throws ModuleException {
    int start = position;
    Range range = skip(length());
    try {
      return StandardCharsets.UTF_8.newDecoder()
          .decode(ByteBuffer.wrap(bytes, range.start(), range.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw ModuleException.malformed("name is not UTF-8", start);
    }
  }

  void end(String what) throws ModuleException {
    if (position != end) {
      throw ModuleException.malformed(remaining() + " bytes left behind " + what, position);
    }
  }
}

package io.pvfhost.engine.impl.wasm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over a part of a module. Every read is checked against the end of the part; every failure is malformed. */
public final class WasmReader {

  private static final int U32_SHIFT_MAX = 28;

  private final byte[] bytes;
  private int position;
  private int end;

  /** Makes a reader of the whole module. */
  public WasmReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** Moves to a part of the module. */
  public void window(int from, int to) {
    position = from;
    end = to;
  }

  /** Moves within the current part. */
  public void seek(int to) {
    position = to;
  }

  /** Returns the position in the module. */
  public int position() {
    return position;
  }

  /** Returns the end of the part. */
  public int end() {
    return end;
  }

  boolean atEnd() {
    return position == end;
  }

  /** Returns the byte at a position of the part without moving, or -1 behind its end. */
  public int peek(int at) {
    return at < end ? bytes[at] & 0xff : -1;
  }

  /** Reads a byte. */
  public int u8() throws ModuleException {
    if (position >= end) {
      throw malformed("UnexpectedEof");
    }
    return bytes[position++] & 0xff;
  }

  /** Passes over bytes and returns where they start. */
  int skip(int length) throws ModuleException {
    if (length < 0 || length > end - position) {
      throw malformed("UnexpectedEof");
    }
    int start = position;
    position += length;
    return start;
  }

  /** Reads an unsigned LEB128 of at most five bytes; numbers from 2^31 on come out negative. */
  public int u32() throws ModuleException {
    int value = 0;
    for (int shift = 0; shift <= U32_SHIFT_MAX; shift += 7) {
      int next = u8();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        if (shift == U32_SHIFT_MAX && next > 0x0f) {
          break;
        }
        return value;
      }
    }
    throw malformed("InvalidVarUint32");
  }

  /** Reads a signed LEB128 of at most five bytes. */
  public int s32() throws ModuleException {
    int value = 0;
    for (int shift = 0; shift <= U32_SHIFT_MAX; shift += 7) {
      int next = u8();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        if (shift < U32_SHIFT_MAX) {
          return (next & 0x40) == 0 ? value : value | (-1 << (shift + 7));
        }
        int top = next & 0x78;
        if (top != 0 && top != 0x78) {
          break;
        }
        return value;
      }
    }
    throw malformed("InvalidVarInt32");
  }

  /** Reads a signed LEB128 of at most ten bytes. */
  public long s64() throws ModuleException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (shift + 7 < Long.SIZE) {
          return (next & 0x40) == 0 ? value : value | (-1L << (shift + 7));
        }
        if (next != 0 && next != 0x7f) {
          break;
        }
        return value;
      }
    }
    throw malformed("InvalidVarInt64");
  }

  /** Reads four bytes, little-endian. */
  public int i32Bits() throws ModuleException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      value |= u8() << shift;
    }
    return value;
  }

  /** Reads eight bytes, little-endian. */
  public long i64Bits() throws ModuleException {
    return (i32Bits() & 0xffffffffL) | ((long) i32Bits() << Integer.SIZE);
  }

  /** Reads a number of items that take at least one byte each, so it cannot exceed what remains. */
  public int count() throws ModuleException {
    int count = u32();
    if (count < 0 || count > end - position) {
      throw malformed("UnexpectedEof");
    }
    return count;
  }

  String name() throws ModuleException {
    int length = count();
    int start = skip(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("NonUtf8String");
    }
  }

  /** Reads a value type and returns its stack code. */
  public int valueType() throws ModuleException {
    int code = ValueType.stackCodeOf(u8());
    if (code < 0) {
      throw malformed("UnknownValueType");
    }
    return code;
  }

  /** Reads the type of a block and returns the stack code of its result. */
  public int blockType() throws ModuleException {
    int type = s32();
    if (type == Opcode.EMPTY_BLOCK) {
      return ValueType.NONE;
    }
    if (type < -ValueType.F64.stackCode() || type > -ValueType.I32.stackCode()) {
      throw malformed("UnknownBlockType(" + type + ")");
    }
    return -type;
  }

  /** Reads the byte that stands for the only table or memory. */
  public void zero(String otherwise) throws ModuleException {
    if (u8() != 0) {
      throw malformed(otherwise);
    }
  }

  /** Returns an exception that names the current position. */
  public ModuleException malformed(String what) {
    return ModuleException.malformed(what, position);
  }
}

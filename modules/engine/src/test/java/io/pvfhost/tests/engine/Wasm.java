package io.pvfhost.tests.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Assembles small modules: one page of memory, a heap base of 1024, and {@code validate_block} with a given body. */
final class Wasm {

  static final int HEAP_BASE = 1024;

  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;

  private final List<byte[]> imports = new ArrayList<>();
  private byte[] body = {0x42, 0}; // i64.const 0
  private byte[] locals = {0};
  private long minimumPages = 1;

  /** Sets the instructions of {@code validate_block}, without the final end. */
  Wasm body(byte[] instructions) {
    this.body = instructions;
    return this;
  }

  /** Sets the declaration of its locals. */
  Wasm locals(byte[] declaration) {
    this.locals = declaration;
    return this;
  }

  /** Imports a function of the type of {@code validate_block}. */
  Wasm importing(String module, String name) {
    imports.add(concat(text(module), text(name), bytes(0, 0)));
    return this;
  }

  Wasm minimumPages(long pages) {
    this.minimumPages = pages;
    return this;
  }

  byte[] build() {
    byte[] code = concat(locals, body, bytes(0x0b));
    return concat(
        bytes(0, 'a', 's', 'm', 1, 0, 0, 0),
        section(1, concat(bytes(1, 0x60, 2, I32, I32, 1, I64))),
        section(2, concat(unsigned(imports.size()), concat(imports.toArray(new byte[0][])))),
        section(3, bytes(1, 0)),
        section(5, concat(bytes(1, 0), unsigned(minimumPages))),
        section(6, concat(bytes(1, I32, 0, 0x41), signed(HEAP_BASE), bytes(0x0b))),
        section(7, concat(
            bytes(3),
            text("memory"), bytes(2, 0),
            text("__heap_base"), bytes(3, 0),
            text("validate_block"), bytes(0, imports.size()))),
        section(10, concat(bytes(1), unsigned(code.length), code)));
  }

  static byte[] section(int id, byte[] content) {
    return concat(bytes(id), unsigned(content.length), content);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] repeat(byte[] part, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return concat(unsigned(utf8.length), utf8);
  }

  static byte[] unsigned(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  static byte[] signed(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while (rest < -64 || rest > 63) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>= 7;
    }
    out.write((int) (rest & 0x7f));
    return out.toByteArray();
  }
}

package io.pvfhost.engine.impl.crypto;

import io.pvfhost.scale.Digests;
import io.pvfhost.scale.LittleEndian;

import java.nio.charset.StandardCharsets;

/**
 * A Merlin transcript: what a proof commits to, in labelled messages, hashed by STROBE-128. Only what a verifier of
 * Schnorr signatures needs of both.
 */
public final class Transcript {

  private static final int RATE = 166;
  private static final int LANES = 25;

  private static final int INBOUND = 1;
  private static final int APPLICATION = 1 << 1;
  private static final int CIPHER = 1 << 2;
  private static final int META = 1 << 4;

  private static final int STROBE_PADDING = 0x04;
  private static final int KECCAK_PADDING = 0x80;
  private static final byte[] DOMAIN = {1, (byte) (RATE + 2), 1, 0, 1, 96};

  private final long[] state;
  private int position;
  private int begin;

  /** Starts a transcript of a protocol. */
  public Transcript(String protocol) {
    state = new long[LANES];
    xor(0, DOMAIN);
    xor(DOMAIN.length, ascii("STROBEv1.0.2"));
    Digests.keccakF1600(state);
    operate(META | APPLICATION);
    absorb("Merlin v1.0");
    append("dom-sep", ascii(protocol));
  }

  private Transcript(Transcript other) {
    state = other.state.clone();
    position = other.position;
    begin = other.begin;
  }

  /** Returns a transcript that goes on from here on its own. */
  Transcript copy() {
    return new Transcript(this);
  }

  /** Adds a message. */
  public void append(String label, byte[] message) {
    append(label, message, 0, message.length);
  }

  /** Adds a message that is part of an array. */
  public void append(String label, byte[] data, int offset, int length) {
    label(label, length);
    operate(APPLICATION);
    absorb(data, offset, length);
  }

  /** Returns bytes that depend on all that was added. */
  public byte[] challenge(String label, int length) {
    label(label, length);
    operate(INBOUND | APPLICATION | CIPHER);
    byte[] result = new byte[length];
    for (int i = 0; i < length; i++) {
      result[i] = (byte) (state[position >>> 3] >>> (8 * (position & 7)));
      state[position >>> 3] &= ~(0xffL << (8 * (position & 7)));
      advance();
    }
    return result;
  }

  private void label(String label, int length) {
    operate(META | APPLICATION);
    absorb(label);
    byte[] count = new byte[Integer.BYTES];
    LittleEndian.putInt(count, 0, length);
    absorb(count, 0, count.length);
  }

  private void operate(int flags) {
    byte[] header = {(byte) begin, (byte) flags};
    begin = position + 1;
    absorb(header, 0, header.length);
    if ((flags & CIPHER) != 0 && position != 0) {
      permute();
    }
  }

  private void absorb(String text) {
    byte[] bytes = ascii(text);
    absorb(bytes, 0, bytes.length);
  }

  private void absorb(byte[] data, int offset, int length) {
    for (int i = 0; i < length; i++) {
      xor(position, data[offset + i]);
      advance();
    }
  }

  private void advance() {
    position++;
    if (position == RATE) {
      permute();
    }
  }

  private void permute() {
    xor(position, (byte) begin);
    xor(position + 1, (byte) STROBE_PADDING);
    xor(RATE + 1, (byte) KECCAK_PADDING);
    Digests.keccakF1600(state);
    position = 0;
    begin = 0;
  }

  private void xor(int at, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      xor(at + i, bytes[i]);
    }
  }

  private void xor(int at, byte value) {
    state[at >>> 3] ^= (value & 0xffL) << (8 * (at & 7));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.pvfhost.api.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/**
 * A message on the event bus between two JVMs:
 *
 * <pre>
 * 0         1                5                  5 + length
 * +---------+----------------+------------------+
 * | version | length, u32 LE | body, SCALE      |
 * +---------+----------------+------------------+
 * </pre>
 *
 * Decoding is strict: another version, a length above the limit or above what is there, bytes left over in the body,
 * and anything the message type itself refuses are {@link PvfException}s that name the message. Nothing is allocated
 * for a length that has not been checked. Within one JVM messages are immutable and travel by reference.
 *
 * @param <T> type of the message
 */
public final class WireCodec<T> implements MessageCodec<T, T> {

  static final byte VERSION = 1;
  private static final int HEADER_BYTES = 5;
  private static final int SMALL_FIELDS_BYTES = 512;

  /**
   * Reads a body.
   *
   * @param <T> type of the message
   */
  @FunctionalInterface
  interface BodyReader<T> {
    T read(ScaleReader in) throws ScaleException;
  }

  private final Class<T> type;
  private final String name;
  private final int maxBodyBytes;
  private final ToIntFunction<T> blobBytes;
  private final BiConsumer<T, ScaleWriter> writer;
  private final BodyReader<T> reader;

  /**
   * @param type type of the message
   * @param name name of the codec, unique and versioned
   * @param maxBodyBytes longest body
   * @param blobBytes size of a message's blobs, so that the writer need not grow over them
   * @param writer writes a body
   * @param reader reads a body
   */
  WireCodec(Class<T> type, String name, int maxBodyBytes, ToIntFunction<T> blobBytes,
      BiConsumer<T, ScaleWriter> writer, BodyReader<T> reader) {
    this.type = type;
    this.name = name;
    this.maxBodyBytes = maxBodyBytes;
    this.blobBytes = blobBytes;
    this.writer = writer;
    this.reader = reader;
  }

  /** @return type of the message */
  public Class<T> type() {
    return type;
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    ScaleWriter out = new ScaleWriter(SMALL_FIELDS_BYTES + blobBytes.applyAsInt(message));
    writer.accept(message, out);
    byte[] body = out.toByteArray();
    checkLength(body.length);
    buffer.appendByte(VERSION).appendIntLE(body.length).appendBytes(body);
  }

  @Override
  public T decodeFromWire(int pos, Buffer buffer) {
    int available = buffer.length() - pos;
    if (available < HEADER_BYTES) {
      throw malformed("ends after " + Math.max(0, available) + " of " + HEADER_BYTES + " header bytes", null);
    }
    if (buffer.getByte(pos) != VERSION) {
      throw malformed("version " + buffer.getUnsignedByte(pos) + " is not known, this is version " + VERSION, null);
    }
    long length = buffer.getUnsignedIntLE(pos + 1);
    checkLength(length);
    if (length > available - HEADER_BYTES) {
      throw malformed("ends after " + (available - HEADER_BYTES) + " of " + length + " body bytes", null);
    }
    int from = pos + HEADER_BYTES;
    return decodeBody(buffer.getBytes(from, from + (int) length));
  }

  private T decodeBody(byte[] body) {
    try {
      ScaleReader in = new ScaleReader(body);
      T message = reader.read(in);
      in.end();
      return message;
    } catch (ScaleException | IllegalArgumentException bad) {
      throw malformed(bad.getMessage(), bad);
    }
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }

  private void checkLength(long length) {
    if (length > maxBodyBytes) {
      throw new PvfException(FailureCode.TOO_LARGE, name + ": body of " + length + " bytes, limit " + maxBodyBytes);
    }
  }

  private PvfException malformed(String problem, Exception cause) {
    return new PvfException(FailureCode.MALFORMED, name + ": " + problem, cause);
  }
}

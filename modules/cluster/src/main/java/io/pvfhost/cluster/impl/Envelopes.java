package io.pvfhost.cluster.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

import javax.crypto.SecretKey;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Makes and opens the messages of one process:
 *
 * <pre>
 * 0        1     2      3            11       27          43
 * +--------+-----+------+------------+--------+-----------+------------------+---------+-------------+
 * | format | key | kind | seq u64 LE | sender | recipient | call seq u64 LE, | payload | mac 32,     |
 * | 1      | 0/1 |      |            | 16     | 16        | answers only     |         | when keyed  |
 * +--------+-----+------+------------+--------+-----------+------------------+---------+-------------+
 * </pre>
 *
 * <p>The recipient of an advert is zero. The mac is checked in place before anything else is believed. Thread-safe.
 */
public final class Envelopes {

  /** Recipient of what is meant for all. */
  public static final UUID ALL = new UUID(0, 0);

  private static final int FORMAT = 1;
  private static final int OPEN = 0;
  private static final int KEYED = 1;
  private static final int KEY_AT = 1;
  private static final int KIND_AT = 2;
  private static final int SEQ_AT = 3;
  private static final int SENDER_AT = 11;
  private static final int RECIPIENT_AT = 27;
  private static final int HEADER_BYTES = 43;
  private static final byte[] MAC_SPACE = new byte[Seal.BYTES];

  private final UUID self;
  private final List<SecretKey> keys;
  private final AtomicLong lastSeq = new AtomicLong();

  /**
   * @param self id of this process
   * @param keys the keys that are accepted, the one that seals first; none when the cluster is open
   */
  public Envelopes(UUID self, List<SecretKey> keys) {
    this.self = self;
    this.keys = List.copyOf(keys);
  }

  /** A message that is ready to be sent. */
  public static final class Sealed {

    private final long seq;
    private final byte[] bytes;

    private Sealed(long seq, byte[] bytes) {
      this.seq = seq;
      this.bytes = bytes;
    }

    /** Its number. */
    public long seq() {
      return seq;
    }

    /** All of it, not copied. */
    public byte[] bytes() {
      return bytes;
    }

    /** The body of a message on the event bus, which shares the bytes. */
    public Buffer buffer() {
      return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }
  }

  /**
   * A message that a peer made for this process.
   *
   * @param kind what it is
   * @param seq its number
   * @param sender the peer's id
   * @param call number of the call that it answers
   * @param payload the rest
   */
  public record Opened(Kind kind, long seq, UUID sender, long call, ScaleReader payload) {
  }

  /**
   * Makes a message that answers none.
   *
   * @param recipient who it is for, {@link #ALL} for adverts
   * @param payloadBytes how large the payload will be, about
   * @param payload writes it
   */
  public Sealed seal(Kind kind, Channel channel, UUID recipient, int payloadBytes, Consumer<ScaleWriter> payload) {
    return seal(kind, channel, recipient, out -> { }, payloadBytes, payload);
  }

  /** Makes an answer to a call. */
  public Sealed answer(Channel channel, Opened call, int payloadBytes, Consumer<ScaleWriter> payload) {
    return seal(Kind.ANSWER, channel, call.sender(), out -> out.u64(call.seq()), payloadBytes, payload);
  }

  private Sealed seal(Kind kind, Channel channel, UUID recipient, Consumer<ScaleWriter> call, int payloadBytes,
      Consumer<ScaleWriter> payload) {
    ScaleWriter out = new ScaleWriter(HEADER_BYTES + Long.BYTES + payloadBytes + Seal.BYTES);
    long seq = lastSeq.incrementAndGet();
    out.u8(FORMAT).u8(keys.isEmpty() ? OPEN : KEYED).u8(kind.code()).u64(seq);
    PeerWire.writeId(self, out);
    PeerWire.writeId(recipient, out);
    call.accept(out);
    payload.accept(out);
    if (!keys.isEmpty()) {
      out.raw(MAC_SPACE);
    }
    byte[] bytes = out.toByteArray();
    if (!keys.isEmpty()) {
      Seal.ofThread().write(keys.get(0), channel, bytes);
    }
    return new Sealed(seq, bytes);
  }

  /**
   * Opens a message, if a peer made it for this process. Whether it was seen before is for the caller to find out.
   *
   * @param kinds what may come here
   * @throws RefusedException if it did not
   */
  public Opened open(Channel channel, Set<Kind> kinds, Buffer message) throws RefusedException {
    ByteBuf content = ((BufferInternal) message).getByteBuf();
    int length = content.readableBytes();
    int start = content.readerIndex();
    Kind kind = kind(content, kinds);
    int bodyAt = HEADER_BYTES + (kind == Kind.ANSWER ? Long.BYTES : 0);
    int end = length - (keys.isEmpty() ? 0 : Seal.BYTES);
    if (end < bodyAt) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
    // Bodies come in heap memory, as the bus makes them; a copy is for those that do not.
    byte[] data = content.hasArray() ? content.array() : message.getBytes();
    int from = content.hasArray() ? content.arrayOffset() + start : 0;
    if (!keys.isEmpty() && !isSealed(channel, data, from, length)) {
      throw RefusedException.Cause.WRONG_MAC.exception();
    }
    UUID recipient = id(content, RECIPIENT_AT);
    if (!recipient.equals(kind == Kind.ADVERT ? ALL : self)) {
      throw RefusedException.Cause.MISDIRECTED.exception();
    }
    long call = kind == Kind.ANSWER ? content.getLongLE(start + HEADER_BYTES) : 0;
    return new Opened(kind, content.getLongLE(start + SEQ_AT), id(content, SENDER_AT), call,
        new ScaleReader(data, from + bodyAt, end - bodyAt));
  }

  private Kind kind(ByteBuf content, Set<Kind> kinds) throws RefusedException {
    int start = content.readerIndex();
    if (content.readableBytes() < HEADER_BYTES || content.getByte(start) != FORMAT) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
    int key = content.getByte(start + KEY_AT);
    if (key != OPEN && key != KEYED) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
    if ((key == KEYED) == keys.isEmpty()) {
      throw (keys.isEmpty() ? RefusedException.Cause.WRONG_MAC : RefusedException.Cause.UNSEALED).exception();
    }
    int code = content.getByte(start + KIND_AT);
    for (Kind kind : kinds) {
      if (kind.code() == code) {
        return checkSize(kind, content.readableBytes());
      }
    }
    throw RefusedException.Cause.MALFORMED.exception();
  }

  private static Kind checkSize(Kind kind, int length) throws RefusedException {
    if (length > kind.maxBytes()) {
      throw RefusedException.Cause.OVERSIZED.exception();
    }
    return kind;
  }

  private boolean isSealed(Channel channel, byte[] data, int from, int length) {
    Seal seal = Seal.ofThread();
    for (SecretKey key : keys) {
      if (seal.isBy(key, channel, data, from, length)) {
        return true;
      }
    }
    return false;
  }

  private static UUID id(ByteBuf content, int at) {
    int from = content.readerIndex() + at;
    return new UUID(content.getLong(from), content.getLong(from + Long.BYTES));
  }
}

package io.pvfhost.cluster.stream.impl;

import io.netty.buffer.ByteBuf;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What a stream begins with: the secret of its ticket and its length, u64 LE. */
@SuppressWarnings("ArrayRecordComponent")
record StreamHead(byte[] bytes) {

  static final int BYTES = StreamTicket.SECRET_BYTES + Long.BYTES;

  Bytes ticket() {
    return Bytes.wrap(Arrays.copyOf(bytes, StreamTicket.SECRET_BYTES));
  }

  /** As announced: unsigned, anything. */
  long length() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(StreamTicket.SECRET_BYTES);
  }

  static void write(StreamTicket ticket, long length, ByteBuf out) {
    out.writeBytes(ticket.secret().array()).writeLongLE(length);
  }
}

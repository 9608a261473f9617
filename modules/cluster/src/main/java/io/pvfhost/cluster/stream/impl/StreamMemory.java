package io.pvfhost.cluster.stream.impl;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/**
 * The memory of one stream: one pooled piece of direct memory of exactly the stream's size, which gives its bytes back
 * to the budget when the last reference is released, whoever has it by then.
 */
final class StreamMemory extends CompositeByteBuf {

  private final Budget budget;
  private final int bytes;

  private StreamMemory(ByteBufAllocator pool, int bytes, Budget budget) {
    super(pool, true, 1);
    this.budget = budget;
    this.bytes = bytes;
  }

  /** Allocates; the bytes have been taken from the budget by the caller. */
  static StreamMemory allocate(ByteBufAllocator pool, int bytes, Budget budget) {
    StreamMemory memory = new StreamMemory(pool, bytes, budget);
    memory.addComponent(pool.directBuffer(bytes, bytes).writerIndex(bytes));
    return memory;
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    budget.giveBack(bytes);
  }
}

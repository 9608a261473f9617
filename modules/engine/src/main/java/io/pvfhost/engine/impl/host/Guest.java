package io.pvfhost.engine.impl.host;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The instance a host call comes from: its memory and its heap. Neither exists while the start function runs; host
 * calls that need one then trap (spec 6.1).
 */
public final class Guest {

  private static final int CHARS_AT_A_TIME = 1024;

  private GuestMemory memory;
  private HeapAllocator heap;
  private final SignatureBatch batch = new SignatureBatch();

  /** Gives the guest its memory and heap, once it is instantiated. */
  public void open(GuestMemory itsMemory, HeapAllocator itsHeap) {
    this.memory = itsMemory;
    this.heap = itsHeap;
  }

  /** Returns the memory contents; a span that was checked lies within. */
  byte[] bytes() {
    return memory.array();
  }

  /** Checks that the bytes a span stands for are in memory. */
  void checkSpan(long span) {
    check(address(span), span >>> 32);
  }

  private void check(int address, long length) {
    if (memory == null) {
      throw HostTrap.panic("the memory is not set up while the start function runs");
    }
    if (!memory.contains(address & 0xffffffffL, length)) {
      throw new HostTrap("argument out of bounds of wasm memory");
    }
  }

  /** Returns the address of a span, its low half. */
  static int address(long span) {
    return (int) span;
  }

  /** Returns the length of a checked span, its high half. */
  static int length(long span) {
    return (int) (span >>> 32);
  }

  /** Copies out the bytes of a span. */
  byte[] read(long span) {
    checkSpan(span);
    byte[] copy = new byte[length(span)];
    System.arraycopy(bytes(), address(span), copy, 0, copy.length);
    return copy;
  }

  /** Copies in the bytes of a checked span. */
  void write(long span, byte[] data) {
    System.arraycopy(data, 0, bytes(), address(span), data.length);
  }

  /** Copies out a number of bytes. */
  byte[] read(int address, int count) {
    check(address, count);
    return Arrays.copyOfRange(bytes(), address, address + count);
  }

  /** Checks that a span is text; keeps nothing of it, however long it is. */
  void checkUtf8(long span) {
    checkSpan(span);
    ByteBuffer text = ByteBuffer.wrap(bytes(), address(span), length(span));
    CharBuffer some = CharBuffer.allocate(CHARS_AT_A_TIME);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(text, some, true);
    while (result.isOverflow()) {
      result = decoder.decode(text, some.clear(), true);
    }
    if (result.isError()) {
      throw new HostTrap("could not parse '&str' when marshalling hostcall's arguments: the string is not valid utf8");
    }
  }

  /** Returns the batch of signatures that the code may have started. */
  SignatureBatch batch() {
    return batch;
  }

  int allocate(int size) {
    try {
      return heap().allocate(size);
    } catch (AllocatorException e) {
      throw HostTrap.panic("Failed to allocate memory: " + e.getMessage());
    }
  }

  void free(int address) {
    try {
      heap().deallocate(address);
    } catch (AllocatorException e) {
      throw HostTrap.panic("Failed to free memory: " + e.getMessage());
    }
  }

  /** Puts bytes into a new block and returns its address. */
  int store(byte[] data) {
    int address = allocate(data.length);
    System.arraycopy(data, 0, memory.array(), address, data.length);
    return address;
  }

  /** Puts bytes into a new block and returns its span. */
  long storeSpan(byte[] data) {
    return (store(data) & 0xffffffffL) | ((long) data.length << 32);
  }

  private HeapAllocator heap() {
    if (heap == null) {
      throw HostTrap.panic("the allocator is not set up while the start function runs");
    }
    return heap;
  }
}

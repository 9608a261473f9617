package io.pvfhost.engine.impl.host;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The instance a host call comes from: its memory and its heap. Neither exists while the start function runs; host
 * calls that need one then trap (spec 6.1).
 */
public final class Guest {

  private GuestMemory memory;
  private HeapAllocator heap;

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
    if (memory == null) {
      throw HostTrap.panic("the memory is not set up while the start function runs");
    }
    if (!memory.contains(address(span) & 0xffffffffL, span >>> 32)) {
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

  /** Checks that a span is text. */
  void checkUtf8(long span) {
    checkSpan(span);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(), address(span), length(span)));
    } catch (CharacterCodingException e) {
      throw new HostTrap("could not parse '&str' when marshalling hostcall's arguments: the string is not valid utf8");
    }
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

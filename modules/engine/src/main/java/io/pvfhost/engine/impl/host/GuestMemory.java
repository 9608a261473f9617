package io.pvfhost.engine.impl.host;

/** The linear memory of an instance, as the host uses it. Addresses and sizes are bytes unless named otherwise. */
public interface GuestMemory {

  /** Bytes of a page. */
  int PAGE_BYTES = 65_536;

  /** Returns the current size in pages. */
  int pages();

  /** Returns the size it may grow to, in pages. */
  int maximumPages();

  /** Adds pages of zeros; returns the size in pages before, or -1 if that is too much. */
  int grow(int pages);

  /** Returns the current size, which an int holds. */
  default int size() {
    return pages() * PAGE_BYTES;
  }

  /** Returns the contents; the array may be longer than {@link #size()} and is replaced when the memory grows. */
  byte[] array();

  /** Reads eight bytes, little-endian. */
  long readLong(int address);

  /** Writes eight bytes, little-endian. */
  void writeLong(int address, long value);

  /** Returns whether a range, of unsigned 32-bit numbers, lies within the memory. */
  default boolean contains(long address, long length) {
    return address + length <= size();
  }
}

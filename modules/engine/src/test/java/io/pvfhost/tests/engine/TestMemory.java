package io.pvfhost.tests.engine;

import io.pvfhost.engine.impl.host.GuestMemory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A memory on its own. */
final class TestMemory implements GuestMemory {

  private final int maximumPages;
  private byte[] bytes;

  TestMemory(int pages, int maximumPages) {
    this.bytes = new byte[pages * PAGE_BYTES];
    this.maximumPages = maximumPages;
  }

  void shrinkTo(int pages) {
    bytes = Arrays.copyOf(bytes, pages * PAGE_BYTES);
  }

  void write(int address, byte[] data) {
    System.arraycopy(data, 0, bytes, address, data.length);
  }

  byte[] read(int address, int length) {
    return Arrays.copyOfRange(bytes, address, address + length);
  }

  @Override
  public int pages() {
    return bytes.length / PAGE_BYTES;
  }

  @Override
  public int maximumPages() {
    return maximumPages;
  }

  @Override
  public int grow(int pages) {
    int before = pages();
    bytes = Arrays.copyOf(bytes, (before + pages) * PAGE_BYTES);
    return before;
  }

  @Override
  public byte[] array() {
    return bytes;
  }

  @Override
  public long readLong(int address) {
    return words().getLong(address);
  }

  @Override
  public void writeLong(int address, long value) {
    words().putLong(address, value);
  }

  private ByteBuffer words() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

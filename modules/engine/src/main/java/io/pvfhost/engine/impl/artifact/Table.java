package io.pvfhost.engine.impl.artifact;

import java.util.Arrays;

/**
 * The table of a module. Nothing in it can change after instantiation, so all instances share it. It is kept in pages
 * of which only those with entries exist: a table of 100 million entries is legal.
 *
 * <p>An entry is the canonical type index of a function in the high half and its number among the functions of that
 * type in the low half.
 */
public final class Table {

  /** What {@link #get} returns for an entry that is empty. */
  public static final long NULL = -1L;

  /** What {@link #get} returns for an index beyond the end. */
  public static final long BEYOND = -2L << Integer.SIZE;

  private static final int PAGE_SHIFT = 10;
  private static final int PAGE_ENTRIES = 1 << PAGE_SHIFT;

  private static final long[] EMPTY_PAGE = emptyPage();

  private final long size;
  private long[][] pages = {};

  /** Makes a table of empty entries. */
  public Table(long size) {
    this.size = size;
  }

  private static long[] emptyPage() {
    long[] page = new long[PAGE_ENTRIES];
    Arrays.fill(page, NULL);
    return page;
  }

  /**
   * Sets entries.
   *
   * @return false if they lie beyond the end; none is set then
   */
  public boolean set(long offset, long[] entries) {
    if (offset + entries.length > size) {
      return false;
    }
    for (int i = 0; i < entries.length; i++) {
      long index = offset + i;
      page((int) (index >>> PAGE_SHIFT))[(int) index & PAGE_ENTRIES - 1] = entries[i];
    }
    return true;
  }

  private long[] page(int number) {
    if (number >= pages.length) {
      int before = pages.length;
      pages = Arrays.copyOf(pages, Math.max(number + 1, Math.min(2 * before, (int) (size >>> PAGE_SHIFT) + 1)));
      Arrays.fill(pages, before, pages.length, EMPTY_PAGE);
    }
    if (pages[number] == EMPTY_PAGE) {
      pages[number] = EMPTY_PAGE.clone();
    }
    return pages[number];
  }

  /** Returns the entry at an unsigned index, {@link #NULL} or {@link #BEYOND}. */
  public long get(int index) {
    int page = index >>> PAGE_SHIFT;
    if (page >= pages.length) {
      return (index & 0xffffffffL) < size ? NULL : BEYOND;
    }
    long entry = pages[page][index & PAGE_ENTRIES - 1];
    return entry == NULL && (index & 0xffffffffL) >= size ? BEYOND : entry;
  }
}

package io.pvfhost.engine.impl.runtime;

import java.util.Arrays;

/** What compiled code calls to leave its method: for the table, the host and the branches of split functions. */
public final class Calls {

  private Calls() {}

  /**
   * Looks up the table.
   *
   * @param type canonical index of the type the caller expects
   * @return the number of the function among those of its type
   */
  public static int element(int index, int type, Instance instance) {
    long entry = instance.table.get(index);
    if ((int) (entry >>> Integer.SIZE) != type) {
      throw Traps.ofElement(entry);
    }
    return (int) entry;
  }

  /** Calls an imported function. */
  public static long host(int function, long[] args, Instance instance) {
    return instance.callHost(function, args);
  }

  /** Returns the trap of an instruction that must not be reached, to be thrown. */
  public static Trap unreachable() {
    return Traps.UNREACHABLE;
  }

  /** Returns the segment of a split function that holds a label. */
  public static int segment(int label, int function, Instance instance) {
    return instance.segments[function][label];
  }

  /** Returns the label that a large branch table has at an index. */
  public static int branch(int index, int table, Instance instance) {
    int[] labels = instance.branches[table];
    return labels[index < 0 || index >= labels.length ? labels.length - 1 : index];
  }

  /** Returns a part of a frame, as the parameters of a function with many. */
  public static long[] slice(long[] frame, int from, int to) {
    return Arrays.copyOfRange(frame, from, to);
  }

  public static void put(int value, long[] frame, int index) {
    frame[index] = value;
  }

  public static void put(long value, long[] frame, int index) {
    frame[index] = value;
  }

  public static void put(float value, long[] frame, int index) {
    frame[index] = Float.floatToRawIntBits(value);
  }

  public static void put(double value, long[] frame, int index) {
    frame[index] = Double.doubleToRawLongBits(value);
  }
}

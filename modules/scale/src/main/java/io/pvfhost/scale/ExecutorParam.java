package io.pvfhost.scale;

import java.time.Duration;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * One parameter of the execution environment (protocol, section 3.3). Ranges are checked on chain, not here: a worker
 * takes what it is given.
 */
public sealed interface ExecutorParam extends Encodable {

  /** Whether artifacts prepared with and without this parameter differ, by the rule of crates 26 and later. */
  default boolean affectsPreparation() {
    return false;
  }

  /**
   * Most memory pages of a validation function, besides 32 for its heap.
   *
   * @param pages u32
   */
  record MaxMemoryPages(long pages) implements ExecutorParam {

    /** Checks the range. */
    public MaxMemoryPages {
      Checks.u32(pages, "pages");
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(1).u32(pages);
    }
  }

  /**
   * Limit of the logical stack.
   *
   * @param items u32
   */
  record StackLogicalMax(long items) implements ExecutorParam {

    /** Checks the range. */
    public StackLogicalMax {
      Checks.u32(items, "items");
    }

    @Override
    public boolean affectsPreparation() {
      return true;
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(2).u32(items);
    }
  }

  /**
   * Limit of the native stack.
   *
   * @param bytes u32
   */
  record StackNativeMax(long bytes) implements ExecutorParam {

    /** Checks the range. */
    public StackNativeMax {
      Checks.u32(bytes, "bytes");
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(3).u32(bytes);
    }
  }

  /**
   * Most memory that a preparation may allocate.
   *
   * @param bytes u64, the bits of an unsigned number; 0 means no limit
   */
  record PrecheckingMaxMemory(long bytes) implements ExecutorParam {

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(4).u64(bytes);
    }
  }

  /**
   * CPU time limit of a preparation.
   *
   * @param kind what it is for
   * @param timeout whole milliseconds, at most 2^63 - 1
   */
  record PvfPrepTimeout(PrepKind kind, Duration timeout) implements ExecutorParam {

    /** Checks the range. */
    public PvfPrepTimeout {
      Objects.requireNonNull(kind, "kind");
      Checks.millis(timeout, "timeout");
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(5).u8(kind.index()).u64(timeout.toMillis());
    }
  }

  /**
   * CPU time limit of an execution.
   *
   * @param kind what it is for
   * @param timeout whole milliseconds, at most 2^63 - 1
   */
  record PvfExecTimeout(ExecKind kind, Duration timeout) implements ExecutorParam {

    /** Checks the range. */
    public PvfExecTimeout {
      Objects.requireNonNull(kind, "kind");
      Checks.millis(timeout, "timeout");
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(6).u8(kind.index()).u64(timeout.toMillis());
    }
  }

  /**
   * The bulk memory proposal is allowed in the engine; the parser in front of it takes no such instruction all the
   * same.
   */
  record WasmExtBulkMemory() implements ExecutorParam {

    @Override
    public boolean affectsPreparation() {
      return true;
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(7);
    }
  }

  /**
   * A set of host functions is available.
   *
   * @param set which
   */
  record EnabledHostFunction(HostFunctionSet set) implements ExecutorParam {

    /** Checks that it is there. */
    public EnabledHostFunction {
      Objects.requireNonNull(set, "set");
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u8(8).u8(set.index());
    }
  }

  /** Reads one from the front of {@code in}. */
  static ExecutorParam decode(ScaleReader in) throws ScaleException {
    int at = in.offset();
    int index = in.u8();
    return switch (index) {
      case 1 -> new MaxMemoryPages(in.u32());
      case 2 -> new StackLogicalMax(in.u32());
      case 3 -> new StackNativeMax(in.u32());
      case 4 -> new PrecheckingMaxMemory(in.u64());
      case 5 -> new PvfPrepTimeout(pick(in, PrepKind.values(), PrepKind::index), millis(in));
      case 6 -> new PvfExecTimeout(pick(in, ExecKind.values(), ExecKind::index), millis(in));
      case 7 -> new WasmExtBulkMemory();
      case 8 -> new EnabledHostFunction(pick(in, HostFunctionSet.values(), HostFunctionSet::index));
      default -> throw new ScaleException(at, "executor param index " + index + " is unknown");
    };
  }

  private static <T> T pick(ScaleReader in, T[] values, ToIntFunction<T> indexOf) throws ScaleException {
    int at = in.offset();
    int index = in.u8();
    for (T value : values) {
      if (indexOf.applyAsInt(value) == index) {
        return value;
      }
    }
    throw new ScaleException(at, "variant " + index + " of an executor param is unknown");
  }

  private static Duration millis(ScaleReader in) throws ScaleException {
    int at = in.offset();
    long millis = in.u64();
    if (millis < 0) {
      throw new ScaleException(at, "timeout of " + Long.toUnsignedString(millis) + " ms is too long");
    }
    return Duration.ofMillis(millis);
  }
}

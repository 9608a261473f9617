package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.EngineFault;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.impl.host.AllocatorException;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HeapAllocator;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;

/** One call of {@code validate_block}: a fresh instance, its memory, its heap (spec 5.2, 6.1). */
final class PvfExecution {

  private static final String CONSTRUCTION = "execute: Other error happened while constructing the runtime: ";
  private static final String EXECUTE = "execute: ";
  private static final String TRAP = "execute: Execution aborted due to trap: ";
  private static final String DECODING = "validation result decoding failed: ";

  /**
   * Logical stack limits up to this many items are reached long before the native stack that a worker gives its jobs
   * ends. Beyond, Parity's native stack ends first too, and that is a trap.
   */
  private static final long COVERED_STACK_LIMIT = 1 << 20;

  private final RunnablePvf pvf;
  private final ValidationParams params;
  private final Guest guest = new Guest();

  PvfExecution(RunnablePvf pvf, ValidationParams params) {
    this.pvf = pvf;
    this.params = params;
  }

  /**
   * Runs the call.
   *
   * @throws EngineFault for whatever the code cannot have caused
   */
  Execution run(ExecutionLimits limits) {
    try {
      return instantiate(limits);
    } catch (EngineFault fault) {
      throw fault;
    } catch (RuntimeException | LinkageError fault) {
      throw new EngineFault("the engine failed: " + fault, fault);
    }
  }

  private Execution instantiate(ExecutionLimits limits) {
    Instance instance;
    try {
      instance = pvf.instantiation().run(guest, limits);
    } catch (InstantiationFailure e) {
      return new Execution.RuntimeConstruction(CONSTRUCTION + e.getMessage());
    }
    try {
      if (pvf.entryFault() != null) {
        return invalid(EXECUTE + pvf.entryFault());
      }
      return validate(instance);
    } finally {
      instance.release();
    }
  }

  private Execution validate(Instance instance) {
    byte[] encoded = params.encode().array();
    HeapAllocator heap = new HeapAllocator(instance, (int) instance.get(pvf.entries().heapBase()));
    guest.open(instance, heap);
    int address;
    try {
      address = heap.allocate(encoded.length);
    } catch (AllocatorException e) {
      return invalid(EXECUTE + e.getMessage());
    }
    System.arraycopy(encoded, 0, instance.array(), address, encoded.length);
    long span;
    try {
      span = call(address, encoded.length, instance);
    } catch (RuntimeException e) {
      return invalid(TRAP + Traps.require(e).getMessage());
    } catch (StackOverflowError e) {
      if (pvf.artifact().module().stackLimit() <= COVERED_STACK_LIMIT) {
        throw e;
      }
      return invalid(TRAP + "wasm trap: call stack exhausted");
    }
    return result(instance, span & 0xffffffffL, span >>> Integer.SIZE);
  }

  private long call(int address, int length, Instance instance) {
    try {
      return (long) pvf.validateBlock().invokeExact(address, length, instance, 0);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("compiled code threw a checked exception", e);
    }
  }

  private static Execution result(Instance instance, long address, long length) {
    if (!instance.contains(address, length)) {
      return invalid(EXECUTE + "Output exceeds bounds of wasm memory");
    }
    try {
      ScaleReader in = new ScaleReader(instance.array(), (int) address, (int) length);
      return new Execution.Completed(ValidationResult.decode(in));
    } catch (ScaleException e) {
      return invalid(DECODING + e.getMessage());
    }
  }

  private static Execution invalid(String why) {
    return new Execution.InvalidCandidate(why);
  }
}

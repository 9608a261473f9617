package io.pvfhost.engine.impl.runtime;

import io.pvfhost.engine.EngineFault;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.impl.artifact.Artifact;
import io.pvfhost.engine.impl.artifact.CompiledExport;
import io.pvfhost.engine.impl.artifact.CompiledGlobal;
import io.pvfhost.engine.impl.artifact.CompiledModule;
import io.pvfhost.engine.impl.artifact.Table;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HostFunction;
import io.pvfhost.engine.impl.host.HostTrap;
import io.pvfhost.engine.impl.wasm.DataSegment;
import io.pvfhost.engine.impl.wasm.ExternalKind;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.util.List;

/**
 * An instance of a module: its memory, globals and table. Compiled code passes it along as a parameter. Runs on one
 * thread; nothing in it survives {@link #release}.
 */
public final class Instance extends LinearMemory {

  /** The first mutable i32 globals. */
  public int int0;

  public int int1;
  public int int2;
  public int int3;

  /** Raw bits of all other mutable globals. */
  public long[] globals;

  final Table table;
  final int[][] segments;
  final int[][] branches;

  private final Artifact artifact;
  private final List<HostFunction> functions;
  private final Guest guest;

  Instance(Artifact artifact, List<HostFunction> functions, Guest guest, int maximumPages, MemoryPool pool) {
    super(maximumPages, pool);
    CompiledModule module = artifact.module();
    this.artifact = artifact;
    this.functions = functions;
    this.guest = guest;
    this.table = artifact.table();
    this.segments = module.segmentTables();
    this.branches = module.branchTables();
    this.globals = new long[module.wideGlobals()];
    for (CompiledGlobal global : module.globals()) {
      initialize(global);
    }
  }

  /**
   * Makes an instance with the host functions there are, and runs its start function.
   *
   * @param artifact the module
   * @param maximumPages most pages its memory may have
   * @throws InstantiationFailure if an import, a segment or the memory limit prevents it, or the start function traps
   */
  public static Instance of(Artifact artifact, int maximumPages) throws InstantiationFailure {
    return new Instantiation(artifact, new MemoryPool()).run(new Guest(), new ExecutionLimits(maximumPages));
  }

  /** Fills the memory as declared. The sizes were checked. */
  void initialize(long minimumPages) {
    grow((int) minimumPages);
    for (DataSegment segment : artifact.module().data()) {
      System.arraycopy(artifact.bytes(), segment.start(), bytes, (int) segment.offset(), segment.length());
    }
  }

  private void initialize(CompiledGlobal global) {
    switch (global.slot()) {
      case CompiledGlobal.CONSTANT -> { }
      case 0 -> int0 = (int) global.bits();
      case 1 -> int1 = (int) global.bits();
      case 2 -> int2 = (int) global.bits();
      case 3 -> int3 = (int) global.bits();
      default -> globals[global.slot() - CompiledGlobal.FIELDS] = global.bits();
    }
  }

  /** Returns the raw bits of the current value of a global. */
  long get(CompiledGlobal global) {
    return switch (global.slot()) {
      case CompiledGlobal.CONSTANT -> global.bits();
      case 0 -> int0;
      case 1 -> int1;
      case 2 -> int2;
      case 3 -> int3;
      default -> globals[global.slot() - CompiledGlobal.FIELDS];
    };
  }

  /** Calls an imported function; what it throws but a trap is a fault of this program and wrapped to stay one. */
  long callHost(int function, long[] args) {
    try {
      return functions.get(function).body().call(guest, args);
    } catch (HostTrap | EngineFault asItIs) {
      throw asItIs;
    } catch (RuntimeException fault) {
      throw new EngineFault("host function " + functions.get(function).name() + " failed", fault);
    }
  }

  /**
   * Calls an exported function of any type on the calling thread.
   *
   * @param export its name
   * @param args raw bits of the arguments; an i32 or f32 in the low half
   * @return raw bits of the result, 0 if it has none; an i32 or f32 in the low half, the high half zero
   * @throws Trap for any trap, those of host functions included
   */
  public long call(String export, long... args) throws Trap {
    CompiledExport function = export(export, ExternalKind.FUNCTION);
    try {
      return artifact.call(function.function(), args, this);
    } catch (RuntimeException thrown) {
      throw Traps.require(thrown);
    }
  }

  /** Returns the raw bits of an exported global; an i32 or f32 in the low half, the high half zero. */
  public long global(String export) {
    CompiledGlobal global = artifact.module().globals().get(export(export, ExternalKind.GLOBAL).index());
    long bits = get(global);
    boolean narrow = global.type() == ValueType.I32.stackCode() || global.type() == ValueType.F32.stackCode();
    return narrow ? bits & 0xffffffffL : bits;
  }

  private CompiledExport export(String name, ExternalKind kind) {
    CompiledExport export = artifact.module().exports().get(name);
    if (export == null || export.kind() != kind) {
      throw new IllegalArgumentException("no exported " + kind + " " + name);
    }
    return export;
  }
}

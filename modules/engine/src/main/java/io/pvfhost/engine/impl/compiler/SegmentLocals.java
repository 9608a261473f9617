package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.Opcode;
import io.pvfhost.engine.impl.wasm.WasmReader;

import java.util.Arrays;

/** The locals that the current segment mentions, and their JVM slots in it. */
final class SegmentLocals {

  private static final int FIRST_SLOT = 4;
  private static final int NONE = 0;

  private final FunctionState function;
  private final int[] members;
  private final boolean[] assigned;
  private int size;
  private int end = FIRST_SLOT;

  /** For each local of the function its slot, {@link #NONE} if the segment does not mention it. */
  private int[] slots = {};

  /** For each local its place among the members. */
  private int[] places = {};

  SegmentLocals(FunctionState function, int most) {
    this.function = function;
    this.members = new int[most];
    this.assigned = new boolean[most];
  }

  /** Starts a function. */
  void reset() {
    slots = new int[function.locals()];
    places = new int[function.locals()];
    size = 0;
    end = FIRST_SLOT;
  }

  int size() {
    return size;
  }

  int member(int place) {
    return members[place];
  }

  int slot(int local) {
    return slots[local];
  }

  /** Returns the first JVM slot that is free. */
  int end() {
    return end;
  }

  /**
   * Finds the locals of the segment that starts here. Returns where it must end: after so many bytes, or before it
   * mentions too many locals. What follows may be malformed; that is told when the walk gets there.
   */
  int scan(int bytes) throws ModuleException {
    for (int i = 0; i < size; i++) {
      slots[members[i]] = NONE;
    }
    Arrays.fill(assigned, false);
    size = 0;
    end = FIRST_SLOT;
    WasmReader in = function.in;
    int start = in.position();
    int cutAt = start;
    while (cutAt < in.end() && cutAt - start < bytes && size < members.length) {
      int opcode = in.u8();
      if (opcode >= Opcode.LOCAL_GET && opcode <= Opcode.LOCAL_TEE) {
        mention(in.u32(), opcode != Opcode.LOCAL_GET);
      } else {
        Opcode.skipImmediates(opcode, in);
      }
      cutAt = in.position();
    }
    in.seek(start);
    return cutAt;
  }

  private void mention(int local, boolean assigns) {
    if (local < 0 || local >= slots.length) {
      return;
    }
    if (slots[local] == NONE) {
      slots[local] = end;
      places[local] = size;
      members[size++] = local;
      end += Signature.width(function.localType(local));
    }
    assigned[places[local]] |= assigns;
  }

  /** Loads all members from the frame. */
  void load(MethodWriter code) {
    for (int i = 0; i < size; i++) {
      int type = function.localType(members[i]);
      SegmentedBody.loadFrame(code, SegmentedBody.FRAME_SLOT, type, members[i]);
      code.local(FunctionBody.typed(Jvm.ISTORE, type), slots[members[i]]);
    }
  }

  /** Stores the members that the segment assigns into the frame. */
  void store(MethodWriter code) {
    for (int i = 0; i < size; i++) {
      if (assigned[i]) {
        int type = function.localType(members[i]);
        code.local(FunctionBody.typed(Jvm.ILOAD, type), slots[members[i]]);
        code.local(Jvm.ALOAD, SegmentedBody.FRAME_SLOT);
        code.iconst(members[i]);
        code.invoke(Helpers.PUT[type]);
      }
    }
  }
}

package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.util.ArrayList;
import java.util.List;

/**
 * A function in segments, which works for one of any size. A driver makes the frame and calls segments until one
 * returns -1; each returns the label at which to go on.
 *
 * <pre>
 *   driver:   result f(parameters.., instance, height)
 *   segment:  int label = s(long[] frame, instance, height, int label)
 *   frame:    | locals | result of a block | operands.. |       raw bits
 * </pre>
 *
 * <p>A segment is cut at an instruction. Inside it the locals it mentions are JVM locals, loaded at its entry and, if
 * it assigns them, stored at its exit; branches within it are jumps. The switch over the labels at which it is entered
 * stands at its end, when they are known, so one walk suffices here too. Stack maps never change within a segment.
 */
final class SegmentedBody extends FunctionBody {

  /** Descriptor of a segment. */
  static final String DESCRIPTOR = "([J" + Helpers.INSTANCE_TYPE + "II)I";

  static final int FRAME_SLOT = 0;
  static final int INSTANCE_SLOT = 1;
  static final int HEIGHT_SLOT = 2;
  static final int LABEL_SLOT = 3;

  private static final int DONE = -1;

  /** Most locals of a segment. */
  private static final int MAX_LOCALS = 100;

  /** Estimated code at which a segment is cut; a single instruction adds far less than what then remains. */
  private static final int MAX_CODE = 5_000;

  private static final int LOCAL_BYTES = 24;
  private static final int EXIT_BYTES = 20;
  private static final int ENTRY_BYTES = 28;
  private static final int SPILL_BYTES = 8;

  /** A branch table with more labels is a table of numbers. */
  private static final int MAX_SWITCH = 64;

  private final ModuleLayout layout;
  private final SegmentLocals locals;
  private final List<Target> exits = new ArrayList<>();
  private final List<Target> loops = new ArrayList<>();
  private final SegmentEntries entries;
  private int segment;
  private int labels;
  private int cutAt;
  private Label store = new Label();
  private boolean storeUsed;

  SegmentedBody(FunctionState function, MethodWriter code, ModuleLayout layout) {
    super(function, code);
    this.layout = layout;
    this.locals = new SegmentLocals(function, MAX_LOCALS);
    this.entries = new SegmentEntries(function, code, locals);
  }

  @Override
  void begin() throws ModuleException {
    segment = 0;
    labels = 0;
    locals.reset();
    entries.reset();
    beginSegment(labels++);
  }

  @Override
  void next() throws ModuleException {
    if (function.in.position() < cutAt && estimate() < MAX_CODE) {
      return;
    }
    int label = endSegment();
    stack.spilled(stack.size());
    stack.resetJvmSlots();
    beginSegment(label);
  }

  /** Returns about how long the method would be if the segment ended here. */
  private int estimate() {
    return code.size()
        + LOCAL_BYTES * locals.size()
        + EXIT_BYTES * exits.size()
        + ENTRY_BYTES * entries.size()
        + SPILL_BYTES * (stack.size() - stack.spilled());
  }

  @Override
  void end() {
    endSegment();
    new SegmentDriver(function, code, layout).emit(segment, entries.segments(labels), transferIndex());
  }

  /** Returns the place in the frame where the result of a block travels between segments. */
  private int transferIndex() {
    return function.locals();
  }

  private int entryIndex(int entry) {
    return function.locals() + 1 + entry;
  }

  private void beginSegment(int label) throws ModuleException {
    layout.beginSegment(code, function.index(), segment);
    exits.clear();
    loops.clear();
    cutAt = locals.scan(function.context.options().segmentBytes());
    store = new Label();
    storeUsed = false;
    entries.begin(segment);
    if (label != DONE) {
      Label start = new Label();
      code.bind(start);
      entries.add(label, start, ValueType.NONE);
      frame(ValueType.NONE);
    }
  }

  /** Ends the method; returns the label at which live code goes on, or {@link #DONE}. */
  private int endSegment() {
    int label = DONE;
    if (function.live()) {
      spillAll();
      label = labels++;
      leave(label);
    }
    for (Target exit : exits) {
      code.bind(exit.label);
      frame(exit.result);
      if (exit.result != ValueType.NONE) {
        storeFrame(exit.result, transferIndex());
      }
      leave(idOf(exit));
      exit.renew();
    }
    for (Target loop : loops) {
      loop.renew();
    }
    if (storeUsed) {
      code.bind(store);
      frame(ValueType.I32.stackCode());
      locals.store(code);
      code.op(Jvm.IRETURN);
    }
    entries.end();
    code.end(stack.jvmSlots() + EXTRA_STACK, locals.end() + 2);
    segment++;
    return label;
  }

  /** Leaves the segment with a label. */
  private void leave(int label) {
    code.iconst(label);
    code.jump(Jvm.GOTO, store);
    storeUsed = true;
  }

  private int idOf(Target target) {
    if (target.id == Target.NONE) {
      target.id = labels++;
    }
    return target.id;
  }

  private void frame(int value) {
    if (code.framedHere()) {
      return;
    }
    if (value == ValueType.NONE) {
      entries.frame();
    } else {
      entries.frame(value);
    }
  }

  @Override
  int instanceSlot() {
    return INSTANCE_SLOT;
  }

  @Override
  int heightSlot() {
    return HEIGHT_SLOT;
  }

  @Override
  int scratchSlot() {
    return locals.end();
  }

  @Override
  void loadLocal(int local) {
    code.local(typed(Jvm.ILOAD, function.localType(local)), locals.slot(local));
  }

  @Override
  void storeLocal(int local) {
    code.local(typed(Jvm.ISTORE, function.localType(local)), locals.slot(local));
  }

  private void storeFrame(int type, int index) {
    code.local(Jvm.ALOAD, FRAME_SLOT);
    code.iconst(index);
    code.invoke(Helpers.PUT[type]);
  }

  @Override
  void storeEntry(int entry) {
    storeFrame(stack.type(entry), entryIndex(entry));
  }

  @Override
  void loadEntry(int entry) {
    loadFrame(code, FRAME_SLOT, stack.type(entry), entryIndex(entry));
  }

  static void loadFrame(MethodWriter code, int frameSlot, int type, int index) {
    code.local(Jvm.ALOAD, frameSlot);
    code.iconst(index);
    code.op(Jvm.LALOAD);
    fromBits(code, type);
  }

  @Override
  void emitReturn() {
    if (function.result() != ValueType.NONE) {
      storeFrame(function.result(), transferIndex());
    }
    code.iconst(DONE);
    code.op(Jvm.IRETURN);
  }

  @Override
  Label use(Target target) {
    if (!target.used) {
      target.used = true;
      if (target.segment != segment) {
        exits.add(target);
      }
    }
    return target.label;
  }

  @Override
  void bind(Target target, int operands, boolean falls) {
    target.segment = segment;
    exits.remove(target);
    if (target.id != Target.NONE) {
      entries.add(target.id, target.label, target.result);
    }
    place(target.label, operands, target.result, falls);
  }

  @Override
  void openLoop(Target target) {
    target.segment = segment;
    entries.add(idOf(target), target.label, ValueType.NONE);
    place(target.label, stack.size(), ValueType.NONE, true);
    target.used = true;
    loops.add(target);
  }

  @Override
  void place(Label label, int operands, int value, boolean falls) {
    code.bind(label);
    frame(value);
  }

  @Override
  boolean largeBranchTable(ControlFrame[] targets, int result) {
    if (targets.length <= MAX_SWITCH) {
      return false;
    }
    if (result != ValueType.NONE) {
      code.local(Jvm.ISTORE, scratchSlot());
      storeFrame(result, transferIndex());
      code.local(Jvm.ILOAD, scratchSlot());
    }
    int[] ids = new int[targets.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = targets[i] == stack.function() ? DONE : idOf(targets[i].end);
    }
    code.iconst(function.context.branchTable(ids));
    loadInstance();
    code.invoke(Helpers.BRANCH);
    code.jump(Jvm.GOTO, store);
    storeUsed = true;
    return true;
  }

  @Override
  void packParams(int first, int count) {
    spillAll();
    code.local(Jvm.ALOAD, FRAME_SLOT);
    code.iconst(entryIndex(first));
    code.iconst(entryIndex(first + count));
    code.invoke(Helpers.SLICE);
  }

}

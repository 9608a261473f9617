package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The labels at which the current segment is entered, and the code that goes there. */
final class SegmentEntries {

  private final FunctionState function;
  private final MethodWriter code;
  private final SegmentLocals locals;
  private final List<Entry> entries = new ArrayList<>();
  private int segment;
  private Label dispatch = new Label();
  private boolean framed;

  /** For each label of the function the segment it is in. */
  private int[] segmentOf = new int[16];

  /**
   * An entry.
   *
   * @param id number of the label
   * @param label the label
   * @param result stack code of the value that is on the JVM stack there
   */
  private record Entry(int id, Label label, int result) {}

  SegmentEntries(FunctionState function, MethodWriter code, SegmentLocals locals) {
    this.function = function;
    this.code = code;
    this.locals = locals;
  }

  /** Starts a function. */
  void reset() {
    Arrays.fill(segmentOf, 0);
  }

  /** Starts a segment: the first thing is to look where to go. */
  void begin(int itsSegment) {
    segment = itsSegment;
    entries.clear();
    framed = false;
    dispatch = new Label();
    code.jump(Jvm.GOTO, dispatch);
  }

  int size() {
    return entries.size();
  }

  void add(int id, Label label, int result) {
    if (id >= segmentOf.length) {
      segmentOf = Arrays.copyOf(segmentOf, id * 2);
    }
    segmentOf[id] = segment;
    entries.add(new Entry(id, label, result));
  }

  /** Returns the segment of each label. */
  int[] segments(int labels) {
    return Arrays.copyOf(segmentOf, labels);
  }

  /** Stack map with an empty JVM stack. */
  void frame() {
    if (framed) {
      code.frameSame();
    } else {
      fullFrame(ValueType.NONE, true);
    }
  }

  /** Stack map with one value on the JVM stack. */
  void frame(int value) {
    if (framed) {
      code.frameSame1(value);
    } else {
      fullFrame(value, true);
    }
  }

  private void fullFrame(int value, boolean withLocals) {
    framed = withLocals;
    int int32 = ValueType.I32.stackCode();
    code.frameFull(withLocals ? SegmentedBody.LABEL_SLOT + 1 + locals.size() : SegmentedBody.LABEL_SLOT + 1);
    code.frameObject("[J");
    code.frameObject(Helpers.INSTANCE);
    code.frameLocal(int32);
    code.frameLocal(int32);
    if (withLocals) {
      for (int i = 0; i < locals.size(); i++) {
        code.frameLocal(function.localType(locals.member(i)));
      }
    }
    code.frameStack(value);
  }

  /** Emits the end of the segment: loads its locals and goes to the label it was called with. */
  void end() {
    code.bind(dispatch);
    fullFrame(ValueType.NONE, false);
    if (entries.isEmpty()) {
      code.iconst(-1);
      code.op(Jvm.IRETURN);
      return;
    }
    locals.load(code);
    entries.sort(Comparator.comparingInt(Entry::id));
    Label[] targets = new Label[entries.size()];
    int[] keys = new int[targets.length];
    for (int i = 0; i < targets.length; i++) {
      Entry entry = entries.get(i);
      keys[i] = entry.id();
      targets[i] = entry.result() == ValueType.NONE ? entry.label() : new Label();
    }
    if (targets.length == 1) {
      code.jump(Jvm.GOTO, targets[0]);
    } else {
      code.local(Jvm.ILOAD, SegmentedBody.LABEL_SLOT);
      code.lookupSwitch(targets[0], keys, targets);
    }
    loadResults(targets);
  }

  /** On the way to a label that expects a value, the value is loaded. */
  private void loadResults(Label[] targets) {
    for (int i = 0; i < targets.length; i++) {
      Entry entry = entries.get(i);
      if (entry.result() != ValueType.NONE) {
        code.bind(targets[i]);
        frame();
        SegmentedBody.loadFrame(code, SegmentedBody.FRAME_SLOT, entry.result(), function.locals());
        code.jump(Jvm.GOTO, entry.label());
      }
    }
  }
}

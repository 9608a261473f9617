package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodWriter;

/** Emits the way from a label of a function to the segment that holds it. */
final class SegmentDispatch {

  private static final String DESCRIPTOR = "([J" + Helpers.INSTANCE_TYPE + "III)I";
  private static final int SEGMENT_SLOT = 4;
  private static final int MAX_STACK = 8;

  private final MethodWriter code;
  private final ModuleLayout layout;
  private final FunctionState function;

  SegmentDispatch(MethodWriter code, ModuleLayout layout, FunctionState function) {
    this.code = code;
    this.layout = layout;
    this.function = function;
  }

  /** Returns the method that takes a label, which is the only segment itself if there is only one. */
  EmittedMethod emit(int segments, int[] segmentOf) {
    if (segments == 1) {
      return layout.segment(function.index(), 0);
    }
    EmittedMethod tree = new SwitchTree(code, layout, "x" + function.index(), DESCRIPTOR, SEGMENT_SLOT)
        .emit(segments, this::call, this::passOn, SwitchTree.WIDE_FAN);
    String owner = layout.beginDispatch(code, "v" + function.index(), SegmentedBody.DESCRIPTOR);
    passFour();
    code.local(Jvm.ILOAD, SegmentedBody.LABEL_SLOT);
    code.iconst(function.context.segmentTable(segmentOf));
    code.local(Jvm.ALOAD, SegmentedBody.INSTANCE_SLOT);
    code.invoke(Helpers.SEGMENT);
    code.invoke(tree.owner(), tree.name(), DESCRIPTOR);
    code.op(Jvm.IRETURN);
    code.end(MAX_STACK, SEGMENT_SLOT);
    return new EmittedMethod(owner, "v" + function.index());
  }

  private void call(int segment) {
    passFour();
    EmittedMethod method = layout.segment(function.index(), segment);
    code.invoke(method.owner(), method.name(), SegmentedBody.DESCRIPTOR);
    code.op(Jvm.IRETURN);
  }

  private void passFour() {
    code.local(Jvm.ALOAD, SegmentedBody.FRAME_SLOT);
    code.local(Jvm.ALOAD, SegmentedBody.INSTANCE_SLOT);
    code.local(Jvm.ILOAD, SegmentedBody.HEIGHT_SLOT);
    code.local(Jvm.ILOAD, SegmentedBody.LABEL_SLOT);
  }

  private void passOn() {
    passFour();
    code.local(Jvm.ILOAD, SEGMENT_SLOT);
  }
}

package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.Label;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ValueType;

/** Emits the driver of a function in segments. */
final class SegmentDriver {

  private final FunctionState function;
  private final MethodWriter code;
  private final ModuleLayout layout;
  private final Signature signature;
  private final int instanceSlot;
  private final int heightSlot;
  private final int frameSlot;
  private final int labelSlot;

  SegmentDriver(FunctionState function, MethodWriter code, ModuleLayout layout) {
    this.function = function;
    this.code = code;
    this.layout = layout;
    this.signature = function.signature();
    this.instanceSlot = signature.slots();
    this.heightSlot = instanceSlot + 1;
    this.frameSlot = instanceSlot + 2;
    this.labelSlot = instanceSlot + 3;
  }

  /**
   * Emits the driver.
   *
   * @param segments number of segments
   * @param segmentOf the segment of each label
   * @param resultIndex where the result is in the frame
   */
  void emit(int segments, int[] segmentOf, int resultIndex) {
    EmittedMethod segment = new SegmentDispatch(code, layout, function).emit(segments, segmentOf);
    layout.beginFunction(code, function.index(), signature.descriptor());
    code.local(Jvm.ILOAD, heightSlot);
    code.iconst(function.cost());
    code.op(Jvm.IADD);
    Label passed = new Label();
    function.body().meter(heightSlot, passed);
    code.bind(passed);
    code.frameSame();
    frame();
    code.iconst(0);
    code.local(Jvm.ISTORE, labelSlot);
    loop(segment);
    if (signature.result() != ValueType.NONE) {
      SegmentedBody.loadFrame(code, frameSlot, signature.result(), resultIndex);
    }
    FunctionBody.returnValue(code, signature.result());
    code.end(FunctionBody.EXTRA_STACK, labelSlot + 1);
  }

  /** Makes the frame, with the parameters at its start. */
  private void frame() {
    int length = function.locals() + 1 + function.stack.deepest();
    if (signature.packed()) {
      code.local(Jvm.ALOAD, 0);
      code.iconst(length);
      code.invoke(Helpers.COPY);
      code.local(Jvm.ASTORE, frameSlot);
      return;
    }
    code.iconst(length);
    code.newLongArray();
    code.local(Jvm.ASTORE, frameSlot);
    packParams(code, signature, frameSlot);
  }

  /** Stores parameters that are JVM locals into an array. */
  static void packParams(MethodWriter code, Signature signature, int arraySlot) {
    int slot = 0;
    for (int i = 0; i < signature.type().arity(); i++) {
      int type = signature.type().param(i);
      code.local(FunctionBody.typed(Jvm.ILOAD, type), slot);
      code.local(Jvm.ALOAD, arraySlot);
      code.iconst(i);
      code.invoke(Helpers.PUT[type]);
      slot += Signature.width(type);
    }
  }

  private void loop(EmittedMethod segment) {
    Label loop = new Label();
    code.bind(loop);
    code.frameFull(parameters() + 4);
    if (signature.packed()) {
      code.frameObject("[J");
    } else {
      for (int i = 0; i < signature.type().arity(); i++) {
        code.frameLocal(signature.type().param(i));
      }
    }
    code.frameObject(Helpers.INSTANCE);
    code.frameLocal(ValueType.I32.stackCode());
    code.frameObject("[J");
    code.frameLocal(ValueType.I32.stackCode());
    code.frameStack(ValueType.NONE);
    code.local(Jvm.ALOAD, frameSlot);
    code.local(Jvm.ALOAD, instanceSlot);
    code.local(Jvm.ILOAD, heightSlot);
    code.local(Jvm.ILOAD, labelSlot);
    code.invoke(segment.owner(), segment.name(), SegmentedBody.DESCRIPTOR);
    code.op(Jvm.DUP);
    code.local(Jvm.ISTORE, labelSlot);
    code.jump(Jvm.IFGE, loop);
  }

  private int parameters() {
    return signature.packed() ? 1 : signature.type().arity();
  }
}

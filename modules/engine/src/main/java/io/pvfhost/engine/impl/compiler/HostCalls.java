package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ValueType;

/** The methods of imported functions, which look like any other: they pack their parameters and call the host. */
final class HostCalls {

  private static final int MAX_STACK = 10;

  private final ModuleContext context;
  private final ModuleLayout layout;
  private final MethodWriter code = new MethodWriter();

  HostCalls(ModuleContext context, ModuleLayout layout) {
    this.context = context;
    this.layout = layout;
  }

  void emit() {
    for (int function = 0; function < context.module().importedFunctions(); function++) {
      emit(function, context.signature(function));
    }
  }

  private void emit(int function, Signature signature) {
    layout.beginHost(code, function, signature.descriptor());
    int instanceSlot = signature.slots();
    int arraySlot = signature.packed() ? 0 : instanceSlot + 2;
    if (!signature.packed()) {
      code.iconst(signature.type().arity());
      code.newLongArray();
      code.local(Jvm.ASTORE, arraySlot);
      SegmentDriver.packParams(code, signature, arraySlot);
    }
    code.iconst(function);
    code.local(Jvm.ALOAD, arraySlot);
    code.local(Jvm.ALOAD, instanceSlot);
    code.invoke(Helpers.HOST);
    if (signature.result() == ValueType.NONE) {
      code.op(Jvm.POP2);
    } else {
      FunctionBody.fromBits(code, signature.result());
    }
    FunctionBody.returnValue(code, signature.result());
    code.end(MAX_STACK, instanceSlot + 3);
  }
}

package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.ValueType;
import io.pvfhost.engine.impl.wasm.WasmModule;

/** Calls, direct and through the table. */
final class CallInstructions {

  private final FunctionState function;
  private final OperandStack stack;
  private final ModuleLayout layout;
  private final WasmModule module;

  CallInstructions(FunctionState function, ModuleLayout layout) {
    this.function = function;
    this.stack = function.stack;
    this.layout = layout;
    this.module = function.context.module();
  }

  void direct() throws ModuleException {
    int callee = function.in.u32();
    if (callee < 0 || callee >= module.functions()) {
      throw ModuleException.invalid("unknown function " + callee + ": function index out of bounds");
    }
    if (callee >= module.importedFunctions() && module.metersForeignGlobal()) {
      throw ModuleException.invalid("the stack height counter meets an imported global");
    }
    Signature signature = function.context.signature(callee);
    boolean live = function.live();
    if (live) {
      params(signature, 0);
    }
    popParams(signature.type());
    if (live) {
      MethodWriter code = function.body().code;
      function.body().loadInstance();
      function.body().loadHeight();
      code.invoke(layout.functionClass(callee), ModuleLayout.functionName(callee), signature.descriptor());
    }
    pushResult(signature);
  }

  void indirect() throws ModuleException {
    int type = function.in.u32();
    function.in.zero("InvalidTableReference");
    if (!module.hasTable()) {
      throw ModuleException.invalid("unknown table 0: table index out of bounds");
    }
    if (type < 0 || type >= module.types().size()) {
      throw ModuleException.invalid("unknown type " + type + ": type index out of bounds");
    }
    int canonical = module.canonicalType(type);
    Signature signature = function.context.signatureOfType(canonical);
    function.meter.pop(1);
    boolean live = function.live();
    if (live) {
      params(signature, 1);
    }
    stack.pop(ValueType.I32.stackCode());
    popParams(signature.type());
    if (live) {
      function.context.callsIndirectly(canonical);
      function.body().loadInstance();
      function.body().loadHeight();
      function.body().code.invoke(
          ModuleLayout.tableClass(canonical), ModuleLayout.tableName(canonical), signature.descriptor("I"));
    }
    pushResult(signature);
  }

  /** Brings the parameters onto the JVM stack, and operands above them. */
  private void params(Signature signature, int above) throws ModuleException {
    int params = signature.type().arity();
    stack.require(params + above);
    if (!signature.packed()) {
      function.body().bring(params + above);
      return;
    }
    function.body().packParams(stack.size() - params - above, params);
    if (above > 0) {
      function.body().loadEntry(stack.size() - 1);
    }
  }

  private void popParams(FunctionType type) throws ModuleException {
    function.meter.pop(type.arity());
    for (int i = type.arity() - 1; i >= 0; i--) {
      stack.pop(type.param(i));
    }
  }

  private void pushResult(Signature signature) {
    if (signature.result() != ValueType.NONE) {
      function.meter.push();
      stack.push(signature.result());
    }
  }
}

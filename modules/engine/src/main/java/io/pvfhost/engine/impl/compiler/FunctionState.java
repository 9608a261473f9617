package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.wasm.BodyDecoder;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.WasmReader;

import java.util.Arrays;

/** The function that is being compiled: its declaration, and what is known at the current instruction. */
final class FunctionState {

  /** Most locals the reference's engine allows, parameters not counted. */
  private static final int MAX_LOCALS = 50_000;

  final ModuleContext context;
  final WasmReader in;
  final OperandStack stack = new OperandStack();
  final HeightMeter meter = new HeightMeter(stack);

  private int index;
  private Signature signature;
  private byte[] localTypes = {};
  private int params;

  /** Where the code goes. */
  private FunctionBody body;

  FunctionState(ModuleContext context) {
    this.context = context;
    this.in = new WasmReader(context.module().bytes());
  }

  /** Moves to the start of a function's instructions. */
  void enter(int function) throws ModuleException {
    index = function;
    in.window(context.module().bodyStart(function), context.module().bodyEnd(function));
    signature = context.signature(function);
    params = signature.type().arity();
    int start = in.position();
    long declared = BodyDecoder.locals(in);
    if (declared > MAX_LOCALS) {
      throw ModuleException.invalid("too many locals: locals exceed maximum");
    }
    localTypes = new byte[params + (int) declared];
    in.seek(start);
    readLocals();
    stack.clear();
    meter.clear();
  }

  private void readLocals() throws ModuleException {
    int next = 0;
    while (next < params) {
      localTypes[next] = (byte) signature.type().param(next);
      next++;
    }
    for (int groups = in.count(); groups > 0; groups--) {
      int count = in.u32();
      Arrays.fill(localTypes, next, next + count, (byte) in.valueType());
      next += count;
    }
  }

  int index() {
    return index;
  }

  Signature signature() {
    return signature;
  }

  int params() {
    return params;
  }

  /** Returns the number of locals, parameters included. */
  int locals() {
    return localTypes.length;
  }

  int localType(int local) {
    return localTypes[local];
  }

  int result() {
    return signature.result();
  }

  /** Returns the cost of the function on the logical stack, once all of it was walked (spec 6.3). */
  int cost() {
    return locals() - params + meter.maximum();
  }

  FunctionBody body() {
    return body;
  }

  void body(FunctionBody itsBody) {
    body = itsBody;
  }

  boolean live() {
    return !stack.dead();
  }
}

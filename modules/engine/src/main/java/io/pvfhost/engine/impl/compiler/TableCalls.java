package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.CompiledModule;
import io.pvfhost.engine.impl.artifact.Signature;
import io.pvfhost.engine.impl.classfile.Jvm;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.ElementSegment;
import io.pvfhost.engine.impl.wasm.WasmModule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls through the table. Functions in element segments are numbered within their type; a call compares the type of
 * the entry and switches over the number. The JVM inlines such a call where it can, which method handles out of an
 * array never are.
 */
final class TableCalls {

  private static final int MAX_STACK = 8;

  /** Parameter slots up to which a method of the tree has the larger number of cases. */
  private static final int FEW_SLOTS = 16;

  private final ModuleContext context;
  private final ModuleLayout layout;
  private final WasmModule module;
  private final MethodWriter code = new MethodWriter();

  /** Functions that can be in the table, by canonical type. */
  private final Map<Integer, List<Integer>> members = new HashMap<>();

  private final Map<Integer, Long> entries = new HashMap<>();

  TableCalls(ModuleContext context, ModuleLayout layout) {
    this.context = context;
    this.layout = layout;
    this.module = context.module();
    for (ElementSegment segment : module.elements()) {
      for (int function : segment.functions()) {
        if (!entries.containsKey(function)) {
          add(function);
        }
      }
    }
  }

  private void add(int function) {
    int type = module.canonicalTypeOf(function);
    List<Integer> same = members.computeIfAbsent(type, none -> new ArrayList<>());
    entries.put(function, (long) type << Integer.SIZE | same.size());
    same.add(function);
  }

  /** Returns the contents of the table. */
  List<CompiledModule.TableEntries> segments() {
    List<CompiledModule.TableEntries> segments = new ArrayList<>();
    for (ElementSegment segment : module.elements()) {
      long[] contents = new long[segment.functions().length];
      for (int i = 0; i < contents.length; i++) {
        contents[i] = entries.get(segment.functions()[i]);
      }
      segments.add(new CompiledModule.TableEntries(segment.offset(), contents));
    }
    return segments;
  }

  /** Emits a method for each type that is called through the table. */
  void emit() {
    BitSet types = context.indirectTypes();
    for (int type = types.nextSetBit(0); type >= 0; type = types.nextSetBit(type + 1)) {
      emit(type, context.signatureOfType(type), members.getOrDefault(type, List.of()));
    }
  }

  private void emit(int type, Signature signature, List<Integer> functions) {
    String descriptor = signature.descriptor("I");
    EmittedMethod tree = functions.isEmpty() ? null : tree(type, signature, functions);
    layout.beginTable(code, type, descriptor);
    int keySlot = signature.slots();
    if (tree != null) {
      loadParams(code, signature);
    }
    code.local(Jvm.ILOAD, keySlot);
    code.iconst(type);
    code.local(Jvm.ALOAD, keySlot + 1);
    code.invoke(Helpers.ELEMENT);
    if (tree == null) {
      code.op(Jvm.POP);
      code.invoke(Helpers.UNREACHABLE);
      code.op(Jvm.ATHROW);
    } else {
      code.local(Jvm.ALOAD, keySlot + 1);
      code.local(Jvm.ILOAD, keySlot + 2);
      code.invoke(tree.owner(), tree.name(), descriptor);
      FunctionBody.returnValue(code, signature.result());
    }
    code.end(keySlot + MAX_STACK, keySlot + 3);
  }

  private EmittedMethod tree(int type, Signature signature, List<Integer> functions) {
    int keySlot = signature.slots();
    SwitchTree tree = new SwitchTree(code, layout, "e" + type, signature.descriptor("I"), keySlot);
    return tree.emit(
        functions.size(),
        number -> call(signature, functions.get(number)),
        () -> {
          loadParams(code, signature);
          code.local(Jvm.ILOAD, keySlot);
          code.local(Jvm.ALOAD, keySlot + 1);
          code.local(Jvm.ILOAD, keySlot + 2);
        },
        signature.slots() <= FEW_SLOTS ? SwitchTree.WIDE_FAN : SwitchTree.NARROW_FAN);
  }

  private void call(Signature signature, int function) {
    loadParams(code, signature);
    code.local(Jvm.ALOAD, signature.slots() + 1);
    code.local(Jvm.ILOAD, signature.slots() + 2);
    code.invoke(layout.functionClass(function), ModuleLayout.functionName(function), signature.descriptor());
    FunctionBody.returnValue(code, signature.result());
  }

  /** Pushes parameters that are JVM locals. */
  static void loadParams(MethodWriter code, Signature signature) {
    if (signature.packed()) {
      code.local(Jvm.ALOAD, 0);
      return;
    }
    int slot = 0;
    for (int i = 0; i < signature.type().arity(); i++) {
      int type = signature.type().param(i);
      code.local(FunctionBody.typed(Jvm.ILOAD, type), slot);
      slot += Signature.width(type);
    }
  }
}

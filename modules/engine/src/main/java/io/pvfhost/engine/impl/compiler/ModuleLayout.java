package io.pvfhost.engine.impl.compiler;

import io.pvfhost.engine.impl.artifact.ArtifactWriter;
import io.pvfhost.engine.impl.artifact.CompiledFunction;
import io.pvfhost.engine.impl.classfile.ClassFile;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.engine.impl.wasm.WasmModule;

import java.util.ArrayList;
import java.util.List;

/**
 * Which class each method goes to, all in a package that no other class of the loader has.
 *
 * <pre>
 *   pvf/F0, F1, ..  functions, in order; a caller knows the class of a callee from the sizes of the bodies alone
 *   pvf/S0, S1, ..  segments of split functions
 *   pvf/X0, X1, ..  switches over segments and over the functions of a type
 *   pvf/T0, T1, ..  calls through the table, by type
 *   pvf/H0, H1, ..  calls of the host, by import
 * </pre>
 *
 * <p>No class comes near the limit of 65,535 constants: a byte of Wasm adds hardly more than one, and classes that do
 * not follow the size of bodies are left when they have {@link #MAX_CONSTANTS}.
 */
final class ModuleLayout {

  /** Indirect types, and imports, that share a class. */
  static final int ENTRIES_OF_CLASS = 2_048;

  private static final String PACKAGE = "pvf/";
  private static final int MAX_CONSTANTS = 30_000;

  /** Code of split functions is elsewhere, so larger bodies count no more than this. */
  private static final int MAX_COUNTED_BYTES = 4_096;

  /** What a function takes beside its body. */
  private static final int FUNCTION_BYTES = 16;

  private final WasmModule module;
  private final ArtifactWriter out;
  private final int classBytes;
  private final int[] classOf;
  private final String[] functionClasses;
  private ClassFile functions;
  private ClassFile segments;
  private ClassFile dispatch;
  private ClassFile table;
  private ClassFile host;
  private int segmentClasses;
  private int dispatchClasses;
  private int segmentedFunction = -1;
  private final List<String> segmentOwners = new ArrayList<>();

  ModuleLayout(WasmModule module, ArtifactWriter out, CompilerOptions options) {
    this.module = module;
    this.out = out;
    this.classBytes = options.classBytes();
    this.classOf = new int[module.definedFunctions()];
    int last = assignClasses();
    this.functionClasses = new String[last + 1];
    for (int i = 0; i <= last; i++) {
      functionClasses[i] = PACKAGE + "F" + i;
    }
  }

  private int assignClasses() {
    int number = 0;
    int bytes = 0;
    for (int i = 0; i < classOf.length; i++) {
      int function = module.importedFunctions() + i;
      int body = module.bodyEnd(function) - module.bodyStart(function);
      int counted = Math.min(body, MAX_COUNTED_BYTES) + FUNCTION_BYTES;
      if (bytes > 0 && bytes + counted > classBytes) {
        number++;
        bytes = 0;
      }
      bytes += counted;
      classOf[i] = number;
    }
    return number;
  }

  /** Returns the name of a function's method. */
  static String functionName(int function) {
    return "f" + function;
  }

  /** Returns the internal name of a function's class. */
  String functionClass(int function) {
    int imports = module.importedFunctions();
    return function < imports
        ? PACKAGE + "H" + function / ENTRIES_OF_CLASS
        : functionClasses[classOf[function - imports]];
  }

  /** Returns a function as it is called from outside. */
  CompiledFunction compiled(int function) {
    return new CompiledFunction(functionClass(function), functionName(function), module.typeOf(function));
  }

  /** Starts the method of a function the module defines. */
  void beginFunction(MethodWriter code, int function, String descriptor) {
    functions = open(functions, functionClass(function));
    code.begin(functions, functionName(function), descriptor);
  }

  /** Starts a segment. The segments of a function come in order, one function after the other. */
  void beginSegment(MethodWriter code, int function, int segment) {
    if (segments == null || segments.constants() > MAX_CONSTANTS || segments.methodBytes() > classBytes) {
      segments = next(segments, "S" + segmentClasses++);
    }
    if (function != segmentedFunction || segment == 0) {
      segmentedFunction = function;
      segmentOwners.clear();
    }
    segmentOwners.add(segments.name());
    code.begin(segments, segmentName(function, segment), SegmentedBody.DESCRIPTOR);
  }

  /** Returns a segment of the function that is being compiled. */
  EmittedMethod segment(int function, int segment) {
    return new EmittedMethod(segmentOwners.get(segment), segmentName(function, segment));
  }

  private static String segmentName(int function, int segment) {
    return "s" + function + "_" + segment;
  }

  /** Starts a method that switches, and returns its class. */
  String beginDispatch(MethodWriter code, String name, String descriptor) {
    if (dispatch == null || dispatch.constants() > MAX_CONSTANTS || dispatch.methodBytes() > classBytes) {
      dispatch = next(dispatch, "X" + dispatchClasses++);
    }
    code.begin(dispatch, name, descriptor);
    return dispatch.name();
  }

  /** Returns the class of the calls through the table of functions of a type. */
  static String tableClass(int type) {
    return PACKAGE + "T" + type / ENTRIES_OF_CLASS;
  }

  static String tableName(int type) {
    return "t" + type;
  }

  /** Starts the method that calls through the table; types come in order. */
  void beginTable(MethodWriter code, int type, String descriptor) {
    table = open(table, tableClass(type));
    code.begin(table, tableName(type), descriptor);
  }

  /** Starts the method that calls the host; functions come in order. */
  void beginHost(MethodWriter code, int function, String descriptor) {
    host = open(host, functionClass(function));
    code.begin(host, functionName(function), descriptor);
  }

  /** Writes the classes that are not yet written. */
  void finish() {
    for (ClassFile open : new ClassFile[] {functions, segments, dispatch, table, host}) {
      if (open != null) {
        out.add(open);
      }
    }
  }

  private ClassFile open(ClassFile current, String name) {
    if (current != null && current.name().equals(name)) {
      return current;
    }
    if (current != null) {
      out.add(current);
    }
    return new ClassFile(name);
  }

  private ClassFile next(ClassFile current, String name) {
    return open(current, PACKAGE + name);
  }
}

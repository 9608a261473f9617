package io.pvfhost.engine.impl.wasm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A module as far as it can be read without its function bodies, which stay ranges of the input. Index spaces have the
 * imports first. Reading takes time and memory in proportion to the module, whatever its numbers claim.
 *
 * <p>A module may be invalid and is read all the same: a malformed body further on would come first (spec 6.2), so
 * {@link #fault()} keeps the first fault for later.
 */
public final class WasmModule {

  final byte[] bytes;
  final List<FunctionType> types = new ArrayList<>();
  final List<Import> imports = new ArrayList<>();
  final List<GlobalVariable> globals = new ArrayList<>();
  final List<Export> exports = new ArrayList<>();
  final List<ElementSegment> elements = new ArrayList<>();
  final List<DataSegment> data = new ArrayList<>();
  final Map<String, Range> customSections = new LinkedHashMap<>();

  /** Type index of each function. */
  int[] functionTypes = {};

  /** For each type index the first one of an equal type. */
  int[] canonicalTypes = {};

  int[] bodyStarts = {};
  int[] bodyEnds = {};
  int importedFunctions;
  int importedGlobals;
  int tables;
  int memories;
  long tableMinimum;
  long memoryMinimum;

  /** Name under which an imported memory is exported. */
  String importedMemory;

  /** Index of the start function, -1 if there is none. */
  int start = -1;

  /** Whether code that counts the stack height would not validate, see ModuleValidator. */
  boolean miscounted;

  String fault;

  WasmModule(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a module.
   *
   * @param bytes the module, not to be changed afterwards
   * @throws ModuleException if it is malformed; what is merely invalid is a {@link #fault()}
   */
  public static WasmModule parse(byte[] bytes) throws ModuleException {
    ModuleParser parser = new ModuleParser(bytes);
    WasmModule module = parser.parse();
    new ModuleValidator(module, parser).validate();
    return module;
  }

  void fault(String what) {
    if (fault == null) {
      fault = what;
    }
  }

  /** Returns the first rule the module breaks outside its bodies, empty if there is none. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** Returns the module itself, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public List<FunctionType> types() {
    return types;
  }

  public List<Import> imports() {
    return imports;
  }

  public List<GlobalVariable> globals() {
    return globals;
  }

  public List<Export> exports() {
    return exports;
  }

  public List<ElementSegment> elements() {
    return elements;
  }

  public List<DataSegment> data() {
    return data;
  }

  /** Returns the number of functions, imported ones included. */
  public int functions() {
    return functionTypes.length;
  }

  public int importedFunctions() {
    return importedFunctions;
  }

  /** Returns the number of functions the module defines. */
  public int definedFunctions() {
    return bodyStarts.length;
  }

  public int importedGlobals() {
    return importedGlobals;
  }

  /** Returns where the body of a function it defines starts. */
  public int bodyStart(int function) {
    return bodyStarts[function - importedFunctions];
  }

  /** Returns the end of that body. */
  public int bodyEnd(int function) {
    return bodyEnds[function - importedFunctions];
  }

  public FunctionType typeOf(int function) {
    return types.get(functionTypes[function]);
  }

  /** Returns the first type index that stands for the type of a function. */
  public int canonicalTypeOf(int function) {
    return canonicalTypes[functionTypes[function]];
  }

  /** Returns the first type index that stands for the same type. */
  public int canonicalType(int type) {
    return canonicalTypes[type];
  }

  public boolean hasTable() {
    return tables > 0;
  }

  public boolean hasMemory() {
    return memories > 0;
  }

  /** Returns the declared minimum of the table, an unsigned 32-bit number; 0 without a table. */
  public long tableMinimum() {
    return tableMinimum;
  }

  /** Returns the declared minimum of the memory in pages, an unsigned 32-bit number; 0 without a memory. */
  public long memoryMinimum() {
    return memoryMinimum;
  }

  /** Returns the name under which an imported memory is exported (spec 6.1). */
  public Optional<String> importedMemory() {
    return Optional.ofNullable(importedMemory);
  }

  /** Returns the index of the start function, -1 if there is none. */
  public int start() {
    return start;
  }

  /** Returns whether a call of a function the module defines cannot be metered (spec 6.1). */
  public boolean metersForeignGlobal() {
    return miscounted;
  }

  /** Returns the contents of the first custom section of a name. */
  public Optional<byte[]> customSection(String name) {
    return Optional.ofNullable(customSections.get(name)).map(range -> range.copyOf(bytes));
  }
}

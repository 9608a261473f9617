package io.pvfhost.engine.impl.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a module says about itself outside its instructions. Index spaces have the imports first.
 *
 * <p>Reading takes time and memory in proportion to the module, whatever its numbers claim. Instructions are not
 * looked at.
 */
public final class WasmOutline {

  final byte[] bytes;
  final Range[] sections = new Range[SectionId.COUNT];
  final Map<String, Range> customSections = new LinkedHashMap<>();
  final List<FunctionType> types = new ArrayList<>();
  final List<Import> imports = new ArrayList<>();
  final List<Entity.Function> functions = new ArrayList<>();
  final List<Entity.Table> tables = new ArrayList<>();
  final List<Entity.Memory> memories = new ArrayList<>();
  final List<Entity.Global> globals = new ArrayList<>();
  final Map<String, Export> exports = new LinkedHashMap<>();
  final List<Segment> elements = new ArrayList<>();
  final List<Range> bodies = new ArrayList<>();
  final List<Segment> data = new ArrayList<>();

  /** Index of the start function, negative if there is none. */
  int start = -1;

  WasmOutline(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a module.
   *
   * @param bytes the module, not to be changed afterwards
   * @throws ModuleException if it is malformed or breaks a rule that can be seen without its instructions
   */
  public static WasmOutline of(byte[] bytes) throws ModuleException {
    return new OutlineParser(bytes).parse();
  }

  /** Returns the module itself, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public List<Import> imports() {
    return imports;
  }

  public List<Segment> elements() {
    return elements;
  }

  public List<Segment> data() {
    return data;
  }

  /** Returns the number of functions the module defines. */
  public int definedFunctions() {
    return bodies.size();
  }

  /** Returns the number of functions the module imports. */
  public int importedFunctions() {
    return functions.size() - bodies.size();
  }

  public Optional<Export> export(String name) {
    return Optional.ofNullable(exports.get(name));
  }

  public FunctionType typeOf(Entity.Function function) {
    return types.get(function.typeIndex());
  }

  public Optional<Limits> memory() {
    return memories.stream().map(Entity.Memory::limits).findFirst();
  }

  public Optional<Limits> table() {
    return tables.stream().map(Entity.Table::limits).findFirst();
  }

  public OptionalInt startFunction() {
    return start < 0 ? OptionalInt.empty() : OptionalInt.of(start);
  }

  /** Returns the contents of the first custom section of a name. */
  public Optional<byte[]> customSection(String name) {
    return Optional.ofNullable(customSections.get(name))
        .map(range -> Arrays.copyOfRange(bytes, range.start(), range.end()));
  }
}

package io.pvfhost.engine.impl.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first gate (spec 6.2): reads the sections of a module; every exception is malformed. */
final class ModuleParser {

  private static final int MAGIC = 0x6d736100;
  private static final int VERSION = 1;
  private static final byte[] OTHER_FORMAT = {'P', 'V', 'M', 0};
  private static final int FUNCTION_FORM = 0x60;
  private static final int FUNCREF = 0x70;

  private final WasmReader in;
  private final WasmModule out;

  /** Segments and globals as declared; the validator evaluates them. */
  final List<Declaration> globals = new ArrayList<>();
  final List<Declaration> elements = new ArrayList<>();
  final List<Declaration> data = new ArrayList<>();

  private final IntList functionTypes = new IntList();
  private int declaredFunctions;

  /**
   * Something with an initial value.
   *
   * @param index type of a global, index of the table or memory of a segment
   * @param mutable whether a global is
   * @param value initial value or offset
   * @param functions of an element segment
   * @param range of a data segment
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Declaration(int index, boolean mutable, ConstantExpression value, int[] functions, Range range) {}

  ModuleParser(byte[] bytes) {
    this.in = new WasmReader(bytes);
    this.out = new WasmModule(bytes);
  }

  WasmModule parse() throws ModuleException {
    byte[] bytes = out.bytes;
    if (bytes.length >= OTHER_FORMAT.length
        && Arrays.equals(bytes, 0, OTHER_FORMAT.length, OTHER_FORMAT, 0, OTHER_FORMAT.length)) {
      throw in.malformed("code of another virtual machine");
    }
    if (in.i32Bits() != MAGIC) {
      throw in.malformed("InvalidMagic");
    }
    if (in.i32Bits() != VERSION) {
      throw in.malformed("UnsupportedVersion");
    }
    int lastRank = 0;
    while (!in.atEnd()) {
      int id = in.u8();
      int length = in.count();
      int end = in.position() + length;
      in.window(in.position(), end);
      if (id == SectionId.CUSTOM) {
        out.customSections.putIfAbsent(in.name(), new Range(in.position(), end));
      } else {
        lastRank = nextRank(id, lastRank);
        section(id);
        BodyDecoder.end(in);
      }
      in.window(end, bytes.length);
    }
    if (out.bodyStarts.length != declaredFunctions) {
      throw in.malformed("InconsistentCode");
    }
    out.functionTypes = functionTypes.toArray();
    return out;
  }

  private int nextRank(int id, int lastRank) throws ModuleException {
    if (id >= SectionId.COUNT) {
      throw in.malformed("InvalidSectionId(" + id + ")");
    }
    int rank = SectionId.rank(id);
    if (rank <= lastRank) {
      throw in.malformed("SectionsOutOfOrder");
    }
    return rank;
  }

  private void section(int id) throws ModuleException {
    switch (id) {
      case SectionId.TYPE -> repeat(this::type);
      case SectionId.IMPORT -> repeat(this::importEntry);
      case SectionId.FUNCTION -> {
        repeat(() -> functionTypes.add(in.u32()));
        declaredFunctions = functionTypes.size() - out.importedFunctions;
      }
      case SectionId.TABLE -> repeat(this::table);
      case SectionId.MEMORY -> repeat(this::memory);
      case SectionId.GLOBAL -> repeat(this::global);
      case SectionId.EXPORT -> repeat(this::export);
      case SectionId.START -> out.start = startIndex();
      case SectionId.ELEMENT -> repeat(this::element);
      case SectionId.CODE -> code();
      case SectionId.DATA -> repeat(this::dataSegment);
      default -> {
        in.u32();
        out.fault("unexpected section: data count");
      }
    }
  }

  private interface Entry {
    void decode() throws ModuleException;
  }

  private void repeat(Entry entry) throws ModuleException {
    for (int left = in.count(); left > 0; left--) {
      entry.decode();
    }
  }

  private void type() throws ModuleException {
    int form = in.u8();
    if (form != FUNCTION_FORM) {
      throw in.malformed("UnknownFunctionForm(" + form + ")");
    }
    byte[] params = new byte[in.count()];
    for (int i = 0; i < params.length; i++) {
      params[i] = (byte) in.valueType();
    }
    int results = in.u32();
    if (results != 0 && results != 1) {
      throw in.malformed("Enable the multi_value feature to deserialize more than one function result");
    }
    out.types.add(new FunctionType(params, results == 0 ? ValueType.NONE : in.valueType()));
  }

  private void importEntry() throws ModuleException {
    String module = in.name();
    String name = in.name();
    ExternalKind kind = ExternalKind.decode(in);
    FunctionType type = null;
    switch (kind) {
      case FUNCTION -> {
        int index = in.u32();
        functionTypes.add(index);
        out.importedFunctions++;
        type = index < 0 || index >= out.types.size() ? null : out.types.get(index);
      }
      case TABLE -> table();
      case MEMORY -> {
        memory();
        out.importedMemory = name;
      }
      case GLOBAL -> {
        out.globals.add(new GlobalVariable(in.valueType(), mutable(), 0));
        out.importedGlobals++;
      }
    }
    out.imports.add(new Import(module, name, kind, type));
  }

  private void table() throws ModuleException {
    if (in.u8() != FUNCREF) {
      throw in.malformed("UnknownTableElementType");
    }
    out.tables++;
    boolean bounded = bounded();
    int minimum = in.u32();
    if (bounded && Integer.compareUnsigned(minimum, in.u32()) > 0) {
      out.fault("table size minimum must not be greater than maximum");
    }
    out.tableMinimum = minimum & 0xffffffffL;
  }

  /** The declared maximum of a memory is ignored (spec 6.4). */
  private void memory() throws ModuleException {
    boolean bounded = bounded();
    out.memories++;
    out.memoryMinimum = in.u32() & 0xffffffffL;
    if (bounded) {
      in.u32();
    }
  }

  private boolean bounded() throws ModuleException {
    int flags = in.u8();
    if (flags > 1) {
      throw in.malformed("InvalidLimitsFlags(" + flags + ")");
    }
    return flags == 1;
  }

  private boolean mutable() throws ModuleException {
    int flag = in.u8();
    if (flag > 1) {
      throw in.malformed("InvalidVarUint1(" + flag + ")");
    }
    return flag == 1;
  }

  private void global() throws ModuleException {
    int type = in.valueType();
    globals.add(new Declaration(type, mutable(), ConstantExpression.decode(in), null, null));
  }

  private void export() throws ModuleException {
    out.exports.add(new Export(in.name(), ExternalKind.decode(in), in.u32()));
  }

  /** A start index from 2^31 on is as unknown as the largest below, and -1 means that there is none. */
  private int startIndex() throws ModuleException {
    int index = in.u32();
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  private void element() throws ModuleException {
    int table = in.u32();
    ConstantExpression offset = ConstantExpression.decode(in);
    int[] functions = new int[in.count()];
    for (int i = 0; i < functions.length; i++) {
      functions[i] = in.u32();
    }
    elements.add(new Declaration(table, false, offset, functions, null));
  }

  private void code() throws ModuleException {
    int count = in.count();
    out.bodyStarts = new int[count];
    out.bodyEnds = new int[count];
    for (int i = 0; i < count; i++) {
      int length = in.count();
      out.bodyStarts[i] = in.skip(length);
      out.bodyEnds[i] = in.position();
    }
  }

  private void dataSegment() throws ModuleException {
    int memory = in.u32();
    ConstantExpression offset = ConstantExpression.decode(in);
    int length = in.count();
    int start = in.skip(length);
    data.add(new Declaration(memory, false, offset, null, new Range(start, start + length)));
  }
}

package io.pvfhost.engine.impl.wasm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads a {@link WasmOutline}. The module must be of the first version of the format (spec 6.2, first gate). */
final class OutlineParser {

  private static final byte[] MAGIC = {0, 'a', 's', 'm'};
  private static final byte[] POLKAVM = "PVM\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 8;

  private static final int MAX_PARAMS = 1_000;
  private static final int MAX_LOCALS = 50_000;
  private static final long MAX_MEMORY_PAGES = 65_536;
  private static final long MAX_TABLE_ENTRIES = 0xffffffffL;

  private static final int FUNC_FORM = 0x60;
  private static final int FUNCREF = 0x70;

  private static final int GLOBAL_GET = 0x23;
  private static final int I32_CONST = 0x41;
  private static final int I64_CONST = 0x42;
  private static final int F32_CONST = 0x43;
  private static final int F64_CONST = 0x44;
  private static final int END = 0x0b;
  private static final int LAST_OPCODE = 0xbf;

  private final byte[] bytes;
  private final WasmOutline out;

  OutlineParser(byte[] bytes) {
    this.bytes = bytes;
    this.out = new WasmOutline(bytes);
  }

  WasmOutline parse() throws ModuleException {
    checkHeader();
    WasmReader in = new WasmReader(bytes, new Range(HEADER_BYTES, bytes.length));
    int lastRank = 0;
    while (in.remaining() > 0) {
      int offset = in.offset();
      int id = in.u8();
      if (id >= SectionId.COUNT) {
        throw ModuleException.malformed("unknown section " + id, offset);
      }
      Range range = in.skip(in.length());
      if (id != SectionId.CUSTOM) {
        int rank = SectionId.rank(id);
        if (rank <= lastRank) {
          throw ModuleException.malformed("section " + id + " is out of order", offset);
        }
        lastRank = rank;
        out.sections[id] = range;
      }
      section(id, new WasmReader(bytes, range));
    }
    return check();
  }

  private void checkHeader() throws ModuleException {
    if (startsWith(POLKAVM)) {
      throw ModuleException.malformed("PolkaVM code instead of Wasm", 0);
    }
    if (!startsWith(MAGIC)) {
      throw ModuleException.malformed("no Wasm magic", 0);
    }
    if (bytes.length < HEADER_BYTES) {
      throw ModuleException.malformed("unexpected end of the header", bytes.length);
    }
    if (bytes[4] != VERSION || bytes[5] != 0 || bytes[6] != 0 || bytes[7] != 0) {
      throw ModuleException.malformed("unsupported version", MAGIC.length);
    }
  }

  private boolean startsWith(byte[] prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private void section(int id, WasmReader in) throws ModuleException {
    switch (id) {
      case SectionId.CUSTOM -> out.customSections.putIfAbsent(in.name(), in.skip(in.remaining()));
      case SectionId.TYPE -> items(in, this::type);
      case SectionId.IMPORT -> items(in, this::importEntry);
      case SectionId.FUNCTION -> items(in, r -> out.functions.add(function(r)));
      case SectionId.TABLE -> items(in, r -> out.tables.add(table(r)));
      case SectionId.MEMORY -> items(in, r -> out.memories.add(memory(r)));
      case SectionId.GLOBAL -> items(in, this::global);
      case SectionId.EXPORT -> items(in, this::export);
      case SectionId.START -> out.start = in.index();
      case SectionId.ELEMENT -> items(in, this::element);
      case SectionId.CODE -> items(in, this::body);
      case SectionId.DATA -> items(in, this::data);
      default -> in.u32();
    }
    in.end("section " + id);
  }

  private interface Item {
    void read(WasmReader in) throws ModuleException;
  }

  private static void items(WasmReader in, Item item) throws ModuleException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      item.read(in);
    }
  }

  private void type(WasmReader in) throws ModuleException {
    int offset = in.offset();
    if (in.u8() != FUNC_FORM) {
      throw ModuleException.malformed("type is not a function type", offset);
    }
    List<ValueType> params = valueTypes(in);
    List<ValueType> results = valueTypes(in);
    if (results.size() > 1) {
      throw ModuleException.malformed("more than one result", offset);
    }
    if (params.size() > MAX_PARAMS) {
      throw ModuleException.invalid("function has " + params.size() + " parameters, at most " + MAX_PARAMS);
    }
    out.types.add(new FunctionType(params, results));
  }

  private static List<ValueType> valueTypes(WasmReader in) throws ModuleException {
    int count = in.count();
    List<ValueType> types = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      types.add(ValueType.decode(in));
    }
    return types;
  }

  private void importEntry(WasmReader in) throws ModuleException {
    int start = in.offset();
    String module = in.name();
    String name = in.name();
    Entity entity = importedEntity(in);
    out.imports.add(new Import(module, name, entity, new Range(start, in.offset())));
  }

  private Entity importedEntity(WasmReader in) throws ModuleException {
    int offset = in.offset();
    int kind = in.u8();
    switch (kind) {
      case 0 -> {
        return add(out.functions, function(in));
      }
      case 1 -> {
        return add(out.tables, table(in));
      }
      case 2 -> {
        return add(out.memories, memory(in));
      }
      case 3 -> {
        return add(out.globals, globalType(in));
      }
      default -> throw ModuleException.malformed("unknown import kind " + kind, offset);
    }
  }

  private static <T> T add(List<T> list, T item) {
    list.add(item);
    return item;
  }

  private Entity.Function function(WasmReader in) throws ModuleException {
    int type = in.index();
    if (type >= out.types.size()) {
      throw ModuleException.invalid("unknown type " + type);
    }
    return new Entity.Function(type);
  }

  private static Entity.Table table(WasmReader in) throws ModuleException {
    int offset = in.offset();
    if (in.u8() != FUNCREF) {
      throw ModuleException.malformed("table element type is not funcref", offset);
    }
    Limits limits = Limits.decode(in);
    limits.check("table", MAX_TABLE_ENTRIES);
    return new Entity.Table(limits);
  }

  private static Entity.Memory memory(WasmReader in) throws ModuleException {
    Limits limits = Limits.decode(in);
    limits.check("memory", MAX_MEMORY_PAGES);
    return new Entity.Memory(limits);
  }

  private static Entity.Global globalType(WasmReader in) throws ModuleException {
    ValueType type = ValueType.decode(in);
    int offset = in.offset();
    int mutability = in.u8();
    if (mutability > 1) {
      throw ModuleException.malformed("unknown mutability " + mutability, offset);
    }
    return new Entity.Global(type, mutability == 1);
  }

  private void global(WasmReader in) throws ModuleException {
    Entity.Global type = globalType(in);
    constant(in);
    out.globals.add(type);
  }

  /** Passes over a constant expression; returns its value if it is an i32 constant, as an unsigned number. */
  private static OptionalLong constant(WasmReader in) throws ModuleException {
    OptionalLong value = OptionalLong.empty();
    while (true) {
      int offset = in.offset();
      int opcode = in.u8();
      switch (opcode) {
        case I32_CONST -> value = OptionalLong.of(in.i32() & 0xffffffffL);
        case I64_CONST -> in.skipI64();
        case F32_CONST -> in.skip(Float.BYTES);
        case F64_CONST -> in.skip(Double.BYTES);
        case GLOBAL_GET -> in.index();
        case END -> {
          return value;
        }
        default -> {
          if (opcode > LAST_OPCODE) {
            throw ModuleException.malformed("unknown opcode " + opcode, offset);
          }
          throw ModuleException.invalid("opcode " + opcode + " in a constant expression");
        }
      }
    }
  }

  private void export(WasmReader in) throws ModuleException {
    String name = in.name();
    int offset = in.offset();
    int kind = in.u8();
    int index = in.index();
    Entity entity = switch (kind) {
      case 0 -> at(out.functions, index, "function");
      case 1 -> at(out.tables, index, "table");
      case 2 -> at(out.memories, index, "memory");
      case 3 -> at(out.globals, index, "global");
      default -> throw ModuleException.malformed("unknown export kind " + kind, offset);
    };
    if (out.exports.put(name, new Export(name, index, entity)) != null) {
      throw ModuleException.invalid("duplicate export name " + name);
    }
  }

  private static <T> T at(List<T> list, int index, String what) throws ModuleException {
    if (index >= list.size()) {
      throw ModuleException.invalid("unknown " + what + " " + index);
    }
    return list.get(index);
  }

  private void element(WasmReader in) throws ModuleException {
    at(out.tables, in.index(), "table");
    OptionalLong offset = constant(in);
    int count = in.count();
    for (int i = 0; i < count; i++) {
      at(out.functions, in.index(), "function");
    }
    out.elements.add(new Segment(offset, count));
  }

  private void data(WasmReader in) throws ModuleException {
    at(out.memories, in.index(), "memory");
    OptionalLong offset = constant(in);
    out.data.add(new Segment(offset, in.skip(in.length()).length()));
  }

  private void body(WasmReader in) throws ModuleException {
    Range range = in.skip(in.length());
    WasmReader body = new WasmReader(bytes, range);
    int groups = body.count();
    long locals = 0;
    for (int i = 0; i < groups; i++) {
      locals += body.u32();
      ValueType.decode(body);
    }
    if (locals > MAX_LOCALS) {
      throw ModuleException.invalid("function has " + locals + " locals, at most " + MAX_LOCALS);
    }
    out.bodies.add(range);
  }

  private WasmOutline check() throws ModuleException {
    long imported = out.imports.stream().filter(i -> i.entity() instanceof Entity.Function).count();
    long declared = out.functions.size() - imported;
    if (declared != out.bodies.size()) {
      throw ModuleException.malformed(declared + " functions but " + out.bodies.size() + " bodies", bytes.length);
    }
    if (out.memories.size() > 1 || out.tables.size() > 1) {
      throw ModuleException.invalid("more than one memory or table");
    }
    if (out.start >= 0) {
      Entity.Function start = at(out.functions, out.start, "start function");
      if (!out.typeOf(start).equals(new FunctionType(List.of(), List.of()))) {
        throw ModuleException.invalid("start function has parameters or a result");
      }
    }
    if (out.sections[SectionId.DATA_COUNT] != null) {
      throw ModuleException.invalid("data count section");
    }
    return out;
  }
}

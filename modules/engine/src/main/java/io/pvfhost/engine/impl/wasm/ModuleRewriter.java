package io.pvfhost.engine.impl.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Writes modules anew, section by section. Custom sections are always left out. */
public final class ModuleRewriter {

  private static final int HEADER_BYTES = 8;
  private static final int MEMORY_EXPORT = 2;
  private static final int FUNCREF = 0x70;
  private static final byte[] UNREACHABLE_BODY = {3, 0, 0, 0x0b};

  private final WasmOutline module;
  private final Map<Integer, byte[]> replaced = new HashMap<>();

  private ModuleRewriter(WasmOutline module) {
    this.module = module;
  }

  /**
   * Gives a module the form in which it is compiled: an imported memory becomes a defined one that is exported under
   * the import's field name (spec 6.1), and the declared maximum of the memory goes (spec 6.4).
   */
  public static byte[] normalise(WasmOutline module) {
    ModuleRewriter rewriter = new ModuleRewriter(module);
    module.memory().ifPresent(rewriter::defineMemory);
    module.imports.stream()
        .filter(i -> i.entity() instanceof Entity.Memory)
        .forEach(rewriter::moveToExports);
    return rewriter.write();
  }

  /**
   * Drops the instructions that are compiled already.
   *
   * @param keep the functions, by index, whose bodies stay
   */
  public static byte[] strip(WasmOutline module, IntPredicate keep) {
    ModuleRewriter rewriter = new ModuleRewriter(module);
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    unsigned(code, module.bodies.size());
    for (int i = 0; i < module.bodies.size(); i++) {
      if (keep.test(module.importedFunctions() + i)) {
        Range body = module.bodies.get(i);
        unsigned(code, body.length());
        code.write(module.bytes, body.start(), body.length());
      } else {
        code.writeBytes(UNREACHABLE_BODY);
      }
    }
    if (!module.bodies.isEmpty()) {
      rewriter.replaced.put(SectionId.CODE, code.toByteArray());
    }
    return rewriter.write();
  }

  /**
   * Makes the table no larger than its segments need. Entries beyond them are null for ever: calling one is the same
   * trap as calling one that does not exist, but a table of a hundred million entries costs nothing.
   */
  public static byte[] trimTable(WasmOutline module) {
    ModuleRewriter rewriter = new ModuleRewriter(module);
    Optional<Limits> defined = module.sections[SectionId.TABLE] == null ? Optional.empty() : module.table();
    defined.ifPresent(limits -> {
      long used = module.elements.stream()
          .mapToLong(s -> s.offset().orElse(limits.minimum()) + s.length())
          .max()
          .orElse(0);
      ByteArrayOutputStream table = new ByteArrayOutputStream();
      table.write(1);
      table.write(FUNCREF);
      table.write(0);
      unsigned(table, Math.min(used, limits.minimum()));
      rewriter.replaced.put(SectionId.TABLE, table.toByteArray());
    });
    return rewriter.write();
  }

  private void defineMemory(Limits limits) {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    memory.write(1);
    memory.write(0);
    unsigned(memory, limits.minimum());
    replaced.put(SectionId.MEMORY, memory.toByteArray());
  }

  private void moveToExports(Import memory) {
    List<Import> kept = new ArrayList<>(module.imports);
    kept.remove(memory);
    ByteArrayOutputStream imports = new ByteArrayOutputStream();
    unsigned(imports, kept.size());
    for (Import entry : kept) {
      imports.write(module.bytes, entry.range().start(), entry.range().length());
    }
    replaced.put(SectionId.IMPORT, imports.toByteArray());

    ByteArrayOutputStream exports = new ByteArrayOutputStream();
    unsigned(exports, module.exports.size() + 1L);
    Range old = module.sections[SectionId.EXPORT];
    if (old != null) {
      int entries = old.start() + lengthOfNumber(old.start());
      exports.write(module.bytes, entries, old.end() - entries);
    }
    byte[] name = memory.name().getBytes(StandardCharsets.UTF_8);
    unsigned(exports, name.length);
    exports.writeBytes(name);
    exports.write(MEMORY_EXPORT);
    exports.write(0);
    replaced.put(SectionId.EXPORT, exports.toByteArray());
  }

  private int lengthOfNumber(int offset) {
    int length = 1;
    while (module.bytes[offset + length - 1] < 0) {
      length++;
    }
    return length;
  }

  private byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(module.bytes.length);
    out.write(module.bytes, 0, HEADER_BYTES);
    for (int id = SectionId.TYPE; id <= SectionId.DATA; id++) {
      byte[] content = replaced.get(id);
      Range range = module.sections[id];
      if (content != null) {
        out.write(id);
        unsigned(out, content.length);
        out.writeBytes(content);
      } else if (range != null) {
        out.write(id);
        unsigned(out, range.length());
        out.write(module.bytes, range.start(), range.length());
      }
    }
    return out.toByteArray();
  }

  private static void unsigned(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}

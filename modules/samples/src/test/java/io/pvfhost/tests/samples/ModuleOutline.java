package io.pvfhost.tests.samples;

import io.pvfhost.scale.Bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a WebAssembly module imports and exports, as {@code kind name}, and which sections it has. */
record ModuleOutline(List<Integer> sections, Set<String> imports, Set<String> exports) {

  private static final int HEADER = 8;
  private static final int IMPORT_SECTION = 2;
  private static final int EXPORT_SECTION = 7;
  private static final List<String> KINDS = List.of("function", "table", "memory", "global");

  static ModuleOutline of(Bytes code) {
    ModuleOutline outline = new ModuleOutline(new ArrayList<>(), new TreeSet<>(), new TreeSet<>());
    Cursor in = new Cursor(code, HEADER);
    while (in.at < code.length()) {
      int id = in.next();
      int length = in.leb128();
      int end = in.at + length;
      outline.sections.add(id);
      if (id == IMPORT_SECTION) {
        outline.readImports(in);
      } else if (id == EXPORT_SECTION) {
        outline.readExports(in);
      } else {
        in.at = end;
      }
      if (in.at != end) {
        throw new IllegalArgumentException("section " + id + " ends at " + in.at + ", not " + end);
      }
    }
    return outline;
  }

  private void readImports(Cursor in) {
    for (int left = in.leb128(); left > 0; left--) {
      String name = in.name() + "." + in.name();
      String kind = KINDS.get(in.next());
      imports.add(kind + " " + name);
      switch (kind) {
        case "function" -> in.leb128();
        case "memory" -> in.limits();
        default -> throw new IllegalArgumentException("no validation function may import " + kind + " " + name);
      }
    }
  }

  private void readExports(Cursor in) {
    for (int left = in.leb128(); left > 0; left--) {
      String name = in.name();
      exports.add(KINDS.get(in.next()) + " " + name);
      in.leb128();
    }
  }

  private static final class Cursor {

    private final Bytes code;
    private int at;

    Cursor(Bytes code, int at) {
      this.code = code;
      this.at = at;
    }

    int next() {
      return code.get(at++) & 0xff;
    }

    int leb128() {
      int value = 0;
      int shift = 0;
      int digit;
      do {
        digit = next();
        value |= (digit & 0x7f) << shift;
        shift += 7;
      } while (digit >= 0x80);
      return value;
    }

    String name() {
      int length = leb128();
      at += length;
      return new String(code.slice(at - length, at).array(), StandardCharsets.UTF_8);
    }

    void limits() {
      int bounds = next() == 0 ? 1 : 2;
      for (int i = 0; i < bounds; i++) {
        leb128();
      }
    }
  }
}

package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.classfile.ByteSink;
import io.pvfhost.engine.impl.classfile.ClassFile;
import io.pvfhost.engine.impl.wasm.DataSegment;
import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.Import;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the classes of a module and writes the artifact. */
public final class ArtifactWriter {

  /** Most bytes of an artifact; no accepted module comes near, see {@link OutputLimitException}. */
  static final int MAX_BYTES = 256 << 20;

  private final List<String> names = new ArrayList<>();
  private final List<byte[]> classes = new ArrayList<>();
  private long classBytes;

  /** Adds a finished class. */
  public void add(ClassFile type) {
    byte[] encoded = type.encode();
    names.add(type.name());
    classes.add(encoded);
    classBytes += encoded.length;
    OutputLimitException.check(classBytes, MAX_BYTES);
  }

  /**
   * Writes the artifact.
   *
   * @param wasm where the data segments are
   */
  public byte[] encode(CompiledModule module, byte[] wasm, RuleSet rules) {
    ByteSink head = new ByteSink(1 << 16);
    text(EngineVersion.VERSION, head);
    text(rules.label(), head);
    encode(module, wasm, head);
    head.u4(classes.size());
    long size = ArtifactFormat.BODY + head.size() + classBytes;
    for (String name : names) {
      size += Integer.BYTES + name.length() + Integer.BYTES;
    }
    OutputLimitException.check(size, MAX_BYTES);
    ByteSink out = new ByteSink((int) size);
    out.put(ArtifactFormat.MAGIC, 0, ArtifactFormat.MAGIC.length);
    out.u8(0); // the checksum
    out.put(head);
    for (int i = 0; i < classes.size(); i++) {
      text(names.get(i), out);
      out.u4(classes.get(i).length);
      out.put(classes.get(i), 0, classes.get(i).length);
    }
    byte[] artifact = out.drain();
    byte[] checksum = ArtifactFormat.checksum(artifact);
    System.arraycopy(checksum, 0, artifact, ArtifactFormat.MAGIC.length, checksum.length);
    return artifact;
  }

  private static void encode(CompiledModule module, byte[] wasm, ByteSink out) {
    out.u4(module.imports().size());
    for (Import entry : module.imports()) {
      text(entry.module(), out);
      text(entry.name(), out);
      out.u1(entry.kind().code());
      type(entry.type(), out);
    }
    out.u4(module.exports().size());
    for (Map.Entry<String, CompiledExport> export : module.exports().entrySet()) {
      text(export.getKey(), out);
      out.u1(export.getValue().kind().code());
      out.u4(export.getValue().index());
      function(export.getValue().function(), out);
    }
    function(module.start(), out);
    out.u4(module.globals().size());
    for (CompiledGlobal global : module.globals()) {
      out.u1(global.type());
      out.u4(global.slot());
      out.u8(global.bits());
    }
    out.u4(module.wideGlobals());
    out.u8(module.memoryMinimum());
    out.u4(module.maximumPages());
    out.u8(module.stackLimit());
    segments(module, wasm, out);
    tables(module.segmentTables(), out);
    tables(module.branchTables(), out);
  }

  private static void segments(CompiledModule module, byte[] wasm, ByteSink out) {
    out.u8(module.tableSize());
    out.u4(module.elements().size());
    for (CompiledModule.TableEntries segment : module.elements()) {
      out.u8(segment.offset());
      out.u4(segment.entries().length);
      for (long entry : segment.entries()) {
        out.u8(entry);
      }
    }
    out.u4(module.data().size());
    for (DataSegment segment : module.data()) {
      out.u8(segment.offset());
      out.u4(segment.length());
      out.put(wasm, segment.start(), segment.length());
    }
  }

  private static void tables(int[][] tables, ByteSink out) {
    out.u4(tables.length);
    for (int[] table : tables) {
      out.u4(table.length);
      for (int item : table) {
        out.u4(item);
      }
    }
  }

  private static void function(CompiledFunction function, ByteSink out) {
    out.u1(function == null ? 0 : 1);
    if (function != null) {
      text(function.owner(), out);
      text(function.name(), out);
      type(function.type(), out);
    }
  }

  /** Writes a type, or a mark that there is none. */
  private static void type(FunctionType type, ByteSink out) {
    out.u4(type == null ? -1 : type.arity());
    if (type != null) {
      for (int i = 0; i < type.arity(); i++) {
        out.u1(type.param(i));
      }
      out.u1(type.result());
    }
  }

  private static void text(String text, ByteSink out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.u4(utf8.length);
    out.put(utf8, 0, utf8.length);
  }
}

package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.wasm.DataSegment;
import io.pvfhost.engine.impl.wasm.ExternalKind;
import io.pvfhost.engine.impl.wasm.FunctionType;
import io.pvfhost.engine.impl.wasm.Import;
import io.pvfhost.engine.impl.wasm.ValueType;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an artifact. The checksum was right, so what is wrong with the rest is told but not expected. */
final class ArtifactReader {

  private static final ExternalKind[] KINDS = ExternalKind.values();

  private final byte[] bytes;
  private final ByteBuffer in;

  /**
   * A class file in the artifact.
   *
   * @param start its first byte
   * @param length its number of bytes
   */
  record ClassRange(int start, int length) {}

  ArtifactReader(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteBuffer.wrap(bytes);
  }

  /** Checks that the bytes are an artifact of this engine and of some rules, as far as its module. */
  void open(RuleSet rules) throws ArtifactException {
    byte[] magic = ArtifactFormat.MAGIC;
    if (bytes.length < ArtifactFormat.BODY || !Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)) {
      throw new ArtifactException("not an artifact of this engine (" + bytes.length + " bytes)");
    }
    byte[] checksum = ArtifactFormat.checksum(bytes);
    if (!Arrays.equals(bytes, magic.length, ArtifactFormat.BODY, checksum, 0, checksum.length)) {
      throw new ArtifactException("artifact is truncated or altered (" + bytes.length + " bytes)");
    }
    in.position(ArtifactFormat.BODY);
    String version = text();
    if (!version.equals(EngineVersion.VERSION)) {
      throw new ArtifactException("artifact was made by " + version + ", this is " + EngineVersion.VERSION);
    }
    String label = text();
    if (!label.equals(rules.label())) {
      throw new ArtifactException("artifact was made for rules " + label + ", not " + rules);
    }
  }

  CompiledModule module() {
    List<Import> imports = list(() -> new Import(text(), text(), kind(), type()));
    Map<String, CompiledExport> exports = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      exports.put(text(), new CompiledExport(kind(), in.getInt(), function()));
    }
    CompiledFunction start = function();
    List<CompiledGlobal> globals = list(() -> new CompiledGlobal(in.get(), in.getInt(), in.getLong()));
    int wideGlobals = in.getInt();
    long memoryMinimum = in.getLong();
    int maximumPages = in.getInt();
    long stackLimit = in.getLong();
    long tableSize = in.getLong();
    List<CompiledModule.TableEntries> elements =
        list(() -> new CompiledModule.TableEntries(in.getLong(), longs(in.getInt())));
    List<DataSegment> data = list(this::dataSegment);
    return new CompiledModule(imports, exports, start, globals, wideGlobals, memoryMinimum, maximumPages, tableSize,
        elements, data, tables(), tables(), stackLimit);
  }

  Map<String, ClassRange> classes() {
    Map<String, ClassRange> classes = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      String name = text().replace('/', '.');
      int length = in.getInt();
      classes.put(name, new ClassRange(skip(length), length));
    }
    return classes;
  }

  private interface Item<T> {
    T read();
  }

  private <T> List<T> list(Item<T> item) {
    List<T> items = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      items.add(item.read());
    }
    return items;
  }

  private DataSegment dataSegment() {
    long offset = in.getLong();
    int length = in.getInt();
    return new DataSegment(offset, skip(length), length);
  }

  private CompiledFunction function() {
    return in.get() == 0 ? null : new CompiledFunction(text(), text(), type());
  }

  private FunctionType type() {
    int arity = in.getInt();
    if (arity < 0) {
      return null;
    }
    List<ValueType> params = new ArrayList<>();
    for (int i = 0; i < arity; i++) {
      params.add(ValueType.ofStackCode(in.get()));
    }
    int result = in.get();
    return new FunctionType(params, result == ValueType.NONE ? List.of() : List.of(ValueType.ofStackCode(result)));
  }

  private ExternalKind kind() {
    return KINDS[in.get()];
  }

  private int[][] tables() {
    int[][] tables = new int[in.getInt()][];
    for (int i = 0; i < tables.length; i++) {
      tables[i] = new int[in.getInt()];
      in.asIntBuffer().get(tables[i]);
      skip(tables[i].length * Integer.BYTES);
    }
    return tables;
  }

  private long[] longs(int length) {
    long[] longs = new long[length];
    in.asLongBuffer().get(longs);
    skip(length * Long.BYTES);
    return longs;
  }

  private String text() {
    int length = in.getInt();
    return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
  }

  private int skip(int length) {
    int start = in.position();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(start + length);
    return start;
  }
}

package io.pvfhost.engine.impl.compiler;

/**
 * Sizes that shape the output of the compiler and have no influence on what the code does. All are bytes of Wasm.
 *
 * @param splitBytes bodies above this size are split into segments
 * @param segmentBytes size of a segment
 * @param classBytes size of the functions that share a class
 */
public record CompilerOptions(int splitBytes, int segmentBytes, int classBytes) {

  /**
   * The measured optimum. Bodies are split long before the JVM demands it, because its optimizing compiler stops
   * inlining in larger methods; classes are small enough for the constant pool, whose entries are hardly more than the
   * bytes of Wasm.
   */
  public static final CompilerOptions DEFAULT = new CompilerOptions(2_000, 1_500, 32 << 10);

  private static final int MAX_CLASS_BYTES = 48 << 10;

  public CompilerOptions {
    if (splitBytes < 0 || segmentBytes < 1 || segmentBytes > 4_000
        || classBytes < 1 || classBytes > MAX_CLASS_BYTES) {
      throw new IllegalArgumentException(
          "sizes out of range: split " + splitBytes + ", segment " + segmentBytes + ", class " + classBytes);
    }
  }
}

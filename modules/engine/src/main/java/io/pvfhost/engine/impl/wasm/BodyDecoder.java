package io.pvfhost.engine.impl.wasm;

/** Decodes function bodies without looking at types, to find what is malformed. */
public final class BodyDecoder {

  private BodyDecoder() {}

  /**
   * Passes over a whole body.
   *
   * @param in a reader whose part is the body
   * @throws ModuleException if the body is malformed
   */
  public static void skip(WasmReader in) throws ModuleException {
    locals(in);
    for (int depth = 1; depth > 0; ) {
      int opcode = in.u8();
      if (opcode == Opcode.END) {
        depth--;
      } else if (opcode >= Opcode.BLOCK && opcode <= Opcode.IF) {
        depth++;
      }
      Opcode.skipImmediates(opcode, in);
    }
    end(in);
  }

  /** Passes over the declaration of locals and returns their number. */
  public static long locals(WasmReader in) throws ModuleException {
    long locals = 0;
    for (int groups = in.count(); groups > 0; groups--) {
      locals += in.u32() & 0xffffffffL;
      in.valueType();
    }
    if (locals > 0xffffffffL) {
      throw in.malformed("TooManyLocals");
    }
    return locals;
  }

  /** Checks that nothing follows the last end. */
  public static void end(WasmReader in) throws ModuleException {
    if (!in.atEnd()) {
      throw in.malformed("InconsistentMetadata");
    }
  }
}

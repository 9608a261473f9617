package io.pvfhost.tests.engine.generate;

import io.pvfhost.tests.engine.generate.Calls.Call;
import io.pvfhost.tests.engine.generate.Program.Function;
import io.pvfhost.tests.engine.generate.Program.FunctionType;
import io.pvfhost.tests.engine.generate.Program.Global;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes a program as validation code that makes calls and gives all that can be seen of them as head data: the
 * results, the bits of every global, the size of the memory and a checksum of it.
 *
 * <p>The block data is one byte: the number of the call to make, or the number of calls to make all one after the
 * other. The head has no bytes, so the byte lies at offset 2 of the parameters.
 */
final class PvfModule {

  static final int FUEL = 250;

  private static final FunctionType VALIDATE = new FunctionType(new byte[] {Types.I32, Types.I32}, Types.I64);
  private static final FunctionType CHECKSUM = new FunctionType(new byte[0], Types.I64);
  private static final int[] HEAP_BASES = {0, 16, 1_000, 65_528, 65_536, 65_537, 131_072, 200_000};
  /** With one more, a head whose length takes two bytes. */
  private static final int LEAST_VALUES = 7;
  private static final int SELECTOR = 2;
  private static final int RESULT = 3;
  /** Where the result is written; the least memory is one page, since the parameters need it. */
  private static final int RESULT_ADDRESS = 8;

  private final Program program;
  private final List<Call> calls;
  private final Emitter emitter;
  private final int heapBase;
  private final boolean importsMemory;
  private final long maximum;
  private final int start;

  private PvfModule(Program program, List<Call> calls, Random random) {
    this.program = program;
    this.calls = calls;
    this.emitter = Emitter.ofPieces(program);
    this.heapBase = HEAP_BASES[random.nextInt(HEAP_BASES.length)];
    this.importsMemory = random.nextInt(4) == 0;
    this.maximum = random.nextInt(3) == 0 ? program.pages() + random.nextInt(3) : -1;
    this.start = random.nextInt(6) == 0 ? startFunction() : -1;
  }

  /**
   * Returns the module.
   *
   * @param calls to be chosen from, at most 255
   * @param random chooses the heap base, whether the memory is imported, its maximum, and a start function
   */
  static byte[] of(Program program, List<Call> calls, Random random) {
    return new PvfModule(program, calls, random).module();
  }

  private int startFunction() {
    for (int i = 0; i < program.functions().size(); i++) {
      FunctionType type = program.typeOf(i);
      if (type.params().length == 0 && type.result() == Types.NONE) {
        return i;
      }
    }
    return -1;
  }

  private byte[] module() {
    int validate = program.types().size();
    List<Integer> functionTypes = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>();
    for (Function function : program.functions()) {
      functionTypes.add(function.type());
      bodies.add(emitter.body(function));
    }
    functionTypes.add(validate);
    bodies.add(validateBlock());
    functionTypes.add(validate + 1);
    bodies.add(checksum());
    Out module = Out.module().section(1, emitter.types(List.of(VALIDATE, CHECKSUM)));
    if (importsMemory) {
      module.section(2, new Out().u8(1).name("env").name("memory").u8(2).raw(limits()));
    }
    module.section(3, new Out().vector(functionTypes, (out, type) -> out.unsigned(type)))
        .section(4, new Out().u8(1, 0x70, 0).unsigned(program.table().length));
    if (!importsMemory) {
      module.section(5, new Out().u8(1).raw(limits()));
    }
    module.section(6, emitter.globals(List.of(new Global(Types.I32, false, heapBase))))
        .section(7, exports());
    if (start >= 0) {
      module.section(8, new Out().unsigned(start));
    }
    return module.section(9, emitter.elements())
        .section(10, new Out().vector(bodies, Out::sized))
        .section(11, new Out().u8(1, 0, 0x41, 0, 0x0b).sized(program.data()))
        .bytes();
  }

  private byte[] limits() {
    return maximum < 0
        ? new Out().u8(0).unsigned(program.pages()).bytes()
        : new Out().u8(1).unsigned(program.pages()).unsigned(maximum).bytes();
  }

  /** An imported memory becomes an export by itself. */
  private Out exports() {
    Out out = new Out().unsigned(importsMemory ? 2 : 3)
        .name("validate_block").u8(0).unsigned(program.functions().size())
        .name("__heap_base").u8(3).unsigned(program.globals().size());
    return importsMemory ? out : out.name("memory").u8(2, 0);
  }

  private byte[] validateBlock() {
    Out out = new Out().u8(2, 1, Types.I32, 1, Types.I64);
    out.u8(Node.LOCAL_GET, 0, 0x2d, 0, 2, Node.LOCAL_SET, SELECTOR);
    for (int i = 0; i < calls.size(); i++) {
      selected(out, i);
      out.u8(Node.IF, Types.NONE);
      call(out, calls.get(i));
      out.u8(0x0b);
    }
    List<byte[]> values = new ArrayList<>();
    values.add(new Out().u8(Node.LOCAL_GET, RESULT).bytes());
    for (int i = 0; i < program.globals().size(); i++) {
      values.add(bits(new Out().u8(Node.GLOBAL_GET).unsigned(i), program.globals().get(i).type()).bytes());
    }
    values.add(new Out().u8(Node.MEMORY_SIZE, 0, 0xad).bytes());
    while (values.size() < LEAST_VALUES) {
      values.add(new Out().u8(Node.I64_CONST, 0).bytes());
    }
    // Before anything is written.
    values.add(0, new Out().u8(Node.CALL).unsigned(program.functions().size() + 1).bytes());
    for (int i = 0; i < values.size(); i++) {
      out.u8(Node.I32_CONST, RESULT_ADDRESS).raw(values.get(i)).u8(0x37, 0).unsigned(2 + 8L * i);
    }
    int headBytes = 8 * values.size();
    out.u8(Node.I32_CONST, RESULT_ADDRESS, Node.I32_CONST).signed(headBytes << 2 | 1).u8(0x3b, 0, 0);
    // No code, no messages, nothing processed, watermark 0.
    int tailBytes = 11;
    for (int i = 0; i < 2; i++) {
      out.u8(Node.I32_CONST, RESULT_ADDRESS, Node.I64_CONST, 0, 0x37, 0).unsigned(2L + headBytes + 3L * i);
    }
    return out.u8(Node.I64_CONST).signed((2L + headBytes + tailBytes) << 32 | RESULT_ADDRESS).u8(0x0b).bytes();
  }

  /** Whether call i is the one to be made, or all are. */
  private void selected(Out out, int i) {
    out.u8(Node.LOCAL_GET, SELECTOR, Node.I32_CONST).signed(i).u8(0x46);
    out.u8(Node.LOCAL_GET, SELECTOR, Node.I32_CONST).signed(calls.size()).u8(0x46, 0x72);
  }

  /** Refuels, calls, and mixes the result into the one of the calls before. */
  private void call(Out out, Call call) {
    int function = Integer.parseInt(call.export().substring(1));
    FunctionType type = program.typeOf(function);
    Emitter.instruction(out, Node.constant(Types.I32, FUEL));
    out.u8(Node.GLOBAL_SET, Program.FUEL);
    for (int i = 0; i < type.params().length; i++) {
      Emitter.instruction(out, Node.constant(type.params()[i], call.arguments()[i]));
    }
    out.u8(Node.CALL).unsigned(function);
    if (type.result() != Types.NONE) {
      bits(out, type.result()).u8(Node.LOCAL_GET, RESULT, Node.I64_CONST, 7, 0x89, 0x85, Node.LOCAL_SET, RESULT);
    }
  }

  /** Makes 64 bits of the value that stands on the stack. */
  private static Out bits(Out out, byte type) {
    return switch (type) {
      case Types.I32 -> out.u8(0xad);
      case Types.F32 -> out.u8(0xbc, 0xad);
      case Types.F64 -> out.u8(0xbd);
      default -> out;
    };
  }

  /** For each 8 bytes of the memory: rotate, add, multiply by an odd number. */
  private static byte[] checksum() {
    int at = 0;
    int sum = 1;
    return new Out().u8(2, 1, Types.I32, 1, Types.I64)
        .u8(Node.LOOP, Types.NONE)
        .u8(Node.LOCAL_GET, sum, Node.I64_CONST, 13, 0x89, Node.LOCAL_GET, at, 0x29, 0, 0, 0x7c)
        .u8(Node.I64_CONST).signed(0x9e3779b97f4a7c15L).u8(0x7e, Node.LOCAL_SET, sum)
        .u8(Node.LOCAL_GET, at, Node.I32_CONST, 8, 0x6a, Node.LOCAL_TEE, at)
        .u8(Node.MEMORY_SIZE, 0, Node.I32_CONST, 16, 0x74, 0x49, Node.BR_IF, 0, 0x0b)
        .u8(Node.LOCAL_GET, sum, 0x0b).bytes();
  }
}

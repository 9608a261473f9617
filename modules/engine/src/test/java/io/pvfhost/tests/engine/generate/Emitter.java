package io.pvfhost.tests.engine.generate;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.tests.engine.generate.Program.Function;
import io.pvfhost.tests.engine.generate.Program.FunctionType;
import io.pvfhost.tests.engine.generate.Program.Global;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a program as a module: as it is, or for the interpreter. For that it is rewritten by the rules of spec 6.2 and
 * 6.3 in the plainest way, since the interpreter knows neither, and around the faults it has: it lets addresses wrap at
 * 4 GiB, rounds {@code f32.convert_i64_u} wrongly above 2^63, leaves the sign of a NaN in {@code f32.abs}, and takes
 * the upper half of the product of an {@code i32.mul} for true in an {@code if}.
 */
final class Emitter {

  private static final long F32_CANONICAL = 0x7fc00000L;
  private static final long F64_CANONICAL = 0x7ff8000000000000L;
  private static final int I32_MUL = 0x6c;
  private static final int F32_ABS = 0x8b;
  private static final int F32_CONVERT_I64_U = 0xb5;
  private static final int F32_DEMOTE = 0xb6;
  private static final int F64_PROMOTE = 0xbb;
  private static final int F32_MANTISSA = 0x7fffff;
  private static final int MANTISSA_DIFFERENCE = 29;
  /** An address that no memory of the tests reaches. */
  private static final int BEYOND = 0x7fff0000;
  /** Locals that the rewritten form has in addition. */
  private static final List<Byte> SCRATCH = List.of(Types.I32, Types.I64, Types.F32, Types.F64);

  private final Program program;
  /** By which the module is rewritten; null if it is not. */
  private final RuleSet rules;
  private final boolean rewritten;
  private final int[] costs;
  private final int limit;
  private int scratch;

  private Emitter(Program program, RuleSet rules, int[] costs, int limit) {
    this.program = program;
    this.rules = rules;
    this.rewritten = rules != null;
    this.costs = costs;
    this.limit = limit;
  }

  /** Returns the module as it is. */
  static byte[] plain(Program program) {
    return new Emitter(program, null, null, 0).module();
  }

  /** Returns the module for the interpreter, with a canonical NaN behind every instruction that makes one. */
  static byte[] rewritten(Program program, RuleSet rules) {
    return new Emitter(program, rules, null, 0).module();
  }

  /**
   * Returns the module for the interpreter, with stack metering (spec 6.3) too. The global that is exported as
   * {@code highest} tells the greatest height there was.
   *
   * @param rules those of NaNs
   * @param costs cost of each function
   * @param limit greatest height
   */
  static byte[] metered(Program program, RuleSet rules, int[] costs, int limit) {
    return new Emitter(program, rules, costs, limit).module();
  }

  private boolean metered() {
    return costs != null;
  }

  private int height() {
    return program.globals().size();
  }

  private int highest() {
    return height() + 1;
  }

  /** Returns what writes the pieces of the module as it is. */
  static Emitter ofPieces(Program program) {
    return new Emitter(program, null, null, 0);
  }

  private byte[] module() {
    int functions = program.functions().size();
    List<Integer> functionTypes = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>();
    for (Function function : program.functions()) {
      functionTypes.add(function.type());
      bodies.add(body(function));
    }
    functionTypes.add(program.types().size());
    bodies.add(new Out().u8(0, 0x20, 0, 0x24, Program.FUEL, 0x0b).bytes());
    if (metered()) {
      for (int i = 0; i < functions; i++) {
        functionTypes.add(program.functions().get(i).type());
        bodies.add(thunk(i));
      }
    }
    return Out.module()
        .section(1, types())
        .section(3, new Out().vector(functionTypes, (out, type) -> out.unsigned(type)))
        .section(4, new Out().u8(1, 0x70, 0).unsigned(program.table().length))
        .section(5, new Out().u8(1, 0).unsigned(program.pages()))
        .section(6, globals())
        .section(7, exports())
        .section(9, elements())
        .section(10, new Out().vector(bodies, Out::sized))
        .section(11, new Out().u8(1, 0, 0x41, 0, 0x0b).sized(program.data()))
        .bytes();
  }

  private Out types() {
    return types(List.of(new FunctionType(new byte[] {Types.I32}, Types.NONE)));
  }

  /** Returns the types of the program, and others behind them. */
  Out types(List<FunctionType> others) {
    List<FunctionType> types = new ArrayList<>(program.types());
    types.addAll(others);
    return new Out().vector(types, (out, type) -> {
      out.u8(0x60).sized(type.params());
      if (type.result() == Types.NONE) {
        out.u8(0);
      } else {
        out.u8(1, type.result());
      }
    });
  }

  private Out globals() {
    Global zero = new Global(Types.I32, true, 0);
    return globals(metered() ? List.of(zero, zero) : List.of());
  }

  /** Returns the globals of the program, and others behind them. */
  Out globals(List<Global> others) {
    List<Global> globals = new ArrayList<>(program.globals());
    globals.addAll(others);
    return new Out().vector(globals, (out, global) -> {
      out.u8(global.type(), global.mutable() ? 1 : 0);
      instruction(out, Node.constant(global.type(), global.bits()));
      out.u8(0x0b);
    });
  }

  private int exported(int function) {
    return metered() ? program.functions().size() + 1 + function : function;
  }

  private Out exports() {
    Out out = new Out().unsigned(program.functions().size() + program.globals().size() + 2 + (metered() ? 1 : 0));
    for (int i = 0; i < program.functions().size(); i++) {
      out.name("f" + i).u8(0).unsigned(exported(i));
    }
    for (int i = 0; i < program.globals().size(); i++) {
      out.name("g" + i).u8(3).unsigned(i);
    }
    if (metered()) {
      out.name("highest").u8(3).unsigned(highest());
    }
    return out.name("memory").u8(2, 0).name("refuel").u8(0).unsigned(program.functions().size());
  }

  /** One segment for each entry that is not null. */
  Out elements() {
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < program.table().length; i++) {
      if (program.table()[i] >= 0) {
        used.add(i);
      }
    }
    return new Out().vector(used, (out, i) ->
        out.u8(0, 0x41).signed(i).u8(0x0b, 1).unsigned(exported(program.table()[i])));
  }

  byte[] body(Function function) {
    List<Byte> locals = new ArrayList<>();
    for (byte local : function.locals()) {
      locals.add(local);
    }
    if (rewritten) {
      scratch = program.types().get(function.type()).params().length + locals.size();
      locals.addAll(SCRATCH);
    }
    Out out = new Out().vector(locals, (o, local) -> o.u8(1, local));
    function.body().forEach(node -> node(out, node));
    return out.u8(0x0b).bytes();
  }

  private byte[] thunk(int function) {
    Out out = new Out().u8(0);
    for (int i = 0; i < program.typeOf(function).params().length; i++) {
      out.u8(Node.LOCAL_GET).unsigned(i);
    }
    call(out, function);
    return out.u8(0x0b).bytes();
  }

  private void node(Out out, Node node) {
    operands(out, node);
    if (rewritten && node.opcode() == F32_CONVERT_I64_U) {
      convert(out);
      return;
    }
    if (rewritten && node.opcode() == F32_ABS) {
      out.u8(0xbc, 0x41).signed(Integer.MAX_VALUE).u8(0x71, 0xbe);
      return;
    }
    if (keepsPayload(node.opcode())) {
      keepPayload(out, node.opcode());
      return;
    }
    if (node.opcode() == Node.CALL && metered()) {
      call(out, (int) node.a());
      return;
    }
    instruction(out, rewritten && isMemory(node.opcode()) ? Node.of(node.opcode(), node.type(), 0) : node);
    for (int i = 0; i < node.bodies().size(); i++) {
      if (i == 1) {
        out.u8(0x05);
      }
      node.bodies().get(i).forEach(inner -> node(out, inner));
    }
    if (!node.bodies().isEmpty()) {
      out.u8(0x0b);
    }
    if (rewritten && node.opcode() == I32_MUL) {
      out.u8(0x41, 0, 0x72);
    }
    if (rewritten && Types.canonicalizes(node.opcode())) {
      canonicalize(out, Types.signature(node.opcode()).result());
    }
  }

  private void operands(Out out, Node node) {
    for (int i = 0; i < node.kids().size(); i++) {
      node(out, node.kids().get(i));
      if (rewritten && i == 0 && isMemory(node.opcode())) {
        address(out, node.a());
      }
    }
  }

  private static boolean isMemory(int opcode) {
    return opcode >= 0x28 && opcode <= 0x3e;
  }

  /** Adds the offset to the address on the stack; what is beyond 2 GiB becomes an address beyond any memory. */
  private void address(Out out, long offset) {
    out.u8(Node.LOCAL_TEE).unsigned(scratch).u8(0xad, 0x42).signed(offset).u8(0x7c);
    out.u8(0x42).signed(BEYOND).u8(0x56, Node.IF, Types.I32, 0x41).signed(BEYOND).u8(0x05);
    out.u8(Node.LOCAL_GET).unsigned(scratch).u8(0x41).signed32(offset).u8(0x6a, 0x0b);
  }

  /** Converts the half, with the last bit kept for rounding, and doubles it, if the operand is 2^63 or more. */
  private void convert(Out out) {
    int local = scratch + 1;
    out.u8(Node.LOCAL_TEE).unsigned(local).u8(0x42, 0, 0x53, Node.IF, Types.F32);
    out.u8(Node.LOCAL_GET).unsigned(local).u8(0x42, 1, 0x88);
    out.u8(Node.LOCAL_GET).unsigned(local).u8(0x42, 1, 0x83, 0x84, 0xb4, 0x43).fixed(0x40000000L, 4).u8(0x94, 0x05);
    out.u8(Node.LOCAL_GET).unsigned(local).u8(0xb4, 0x0b);
  }

  private boolean keepsPayload(int opcode) {
    return rules == RuleSet.RULES_2409 && (opcode == F32_DEMOTE || opcode == F64_PROMOTE);
  }

  /** Demotes or promotes; a NaN keeps its sign and what there is room for of its payload, and becomes quiet. */
  private void keepPayload(Out out, int opcode) {
    boolean demotes = opcode == F32_DEMOTE;
    int local = scratch + (demotes ? 3 : 2);
    out.u8(Node.LOCAL_TEE).unsigned(local).u8(Node.LOCAL_GET).unsigned(local).u8(demotes ? 0x61 : 0x5b);
    out.u8(Node.IF, demotes ? Types.F32 : Types.F64, Node.LOCAL_GET).unsigned(local).u8(opcode, 0x05);
    out.u8(Node.LOCAL_GET).unsigned(local);
    if (demotes) {
      out.u8(0xbd, 0x42, MANTISSA_DIFFERENCE, 0x88, 0xa7, 0x41).signed(F32_MANTISSA).u8(0x71);
      out.u8(0x41).signed32(F32_CANONICAL).u8(0x72, Node.LOCAL_GET).unsigned(local);
      out.u8(0xbd, 0x42, 32, 0x88, 0xa7, 0x41).signed(Integer.MIN_VALUE).u8(0x71, 0x72, 0xbe, 0x0b);
    } else {
      out.u8(0xbc, 0x41).signed(F32_MANTISSA).u8(0x71, 0xad, 0x42, MANTISSA_DIFFERENCE, 0x86);
      out.u8(0x42).signed(F64_CANONICAL).u8(0x84, Node.LOCAL_GET).unsigned(local);
      out.u8(0xbc, 0x41).signed(Integer.MIN_VALUE).u8(0x71, 0xad, 0x42, 32, 0x86, 0x84, 0xbf, 0x0b);
    }
  }

  private void call(Out out, int function) {
    addToHeight(out, function, 0x6a);
    out.u8(0x23).unsigned(height()).u8(0x23).unsigned(highest()).u8(0x4b, 0x04, 0x40);
    out.u8(0x23).unsigned(height()).u8(0x24).unsigned(highest()).u8(0x0b);
    out.u8(0x23).unsigned(height()).u8(0x41).signed(limit).u8(0x4b, 0x04, 0x40, 0x00, 0x0b);
    out.u8(0x10).unsigned(function);
    addToHeight(out, function, 0x6b);
  }

  private void addToHeight(Out out, int function, int opcode) {
    out.u8(0x23).unsigned(height()).u8(0x41).signed(costs[function]).u8(opcode, 0x24).unsigned(height());
  }

  private void canonicalize(Out out, byte type) {
    int local = scratch + (type == Types.F32 ? 2 : 3);
    out.u8(Node.LOCAL_TEE).unsigned(local);
    instruction(out, Node.constant(type, type == Types.F32 ? F32_CANONICAL : F64_CANONICAL));
    out.u8(Node.LOCAL_GET).unsigned(local).u8(Node.LOCAL_GET).unsigned(local);
    out.u8(type == Types.F32 ? 0x5b : 0x61, Node.SELECT);
  }

  static void instruction(Out out, Node node) {
    out.u8(node.opcode());
    switch (node.opcode()) {
      case Node.BLOCK, Node.LOOP, Node.IF -> out.u8(node.type());
      case Node.I32_CONST -> out.signed32(node.a());
      case Node.I64_CONST -> out.signed(node.a());
      case Node.F32_CONST -> out.fixed(node.a(), 4);
      case Node.F64_CONST -> out.fixed(node.a(), 8);
      case Node.BR_TABLE -> {
        out.unsigned(node.table().length - 1);
        for (int label : node.table()) {
          out.unsigned(label);
        }
      }
      case Node.CALL_INDIRECT -> out.unsigned(node.a()).u8(0);
      case Node.MEMORY_SIZE, Node.MEMORY_GROW -> out.u8(0);
      case Node.BR, Node.BR_IF, Node.CALL, Node.LOCAL_GET, Node.LOCAL_SET, Node.LOCAL_TEE, Node.GLOBAL_GET,
          Node.GLOBAL_SET -> out.unsigned(node.a());
      default -> {
        if (isMemory(node.opcode())) {
          out.unsigned(Types.widthLog2(node.opcode())).unsigned(node.a());
        }
      }
    }
  }
}

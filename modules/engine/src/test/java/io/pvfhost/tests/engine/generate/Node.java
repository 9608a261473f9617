package io.pvfhost.tests.engine.generate;

import java.util.List;

/**
 * One instruction with the instructions that push its operands, and the bodies of it if it is a block. The order of a
 * tree on the wire is operands first.
 *
 * @param opcode the instruction
 * @param type what it leaves on the stack, {@link Types#NONE} for nothing; for an instruction that never ends normally
 *     what its place needs
 * @param a first immediate: value bits of constants, index of locals, globals, functions, types, labels; offset of
 *     memory instructions
 * @param table targets of a {@code br_table}, the default last
 * @param kids operands
 * @param bodies one for {@code block} and {@code loop}, one or two for {@code if}
 * @param fixed whether shrinking leaves it alone, since termination depends on it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Node(int opcode, byte type, long a, int[] table, List<Node> kids, List<List<Node>> bodies, boolean fixed) {

  static final int UNREACHABLE = 0x00;
  static final int NOP = 0x01;
  static final int BLOCK = 0x02;
  static final int LOOP = 0x03;
  static final int IF = 0x04;
  static final int BR = 0x0c;
  static final int BR_IF = 0x0d;
  static final int BR_TABLE = 0x0e;
  static final int RETURN = 0x0f;
  static final int CALL = 0x10;
  static final int CALL_INDIRECT = 0x11;
  static final int DROP = 0x1a;
  static final int SELECT = 0x1b;
  static final int LOCAL_GET = 0x20;
  static final int LOCAL_SET = 0x21;
  static final int LOCAL_TEE = 0x22;
  static final int GLOBAL_GET = 0x23;
  static final int GLOBAL_SET = 0x24;
  static final int MEMORY_SIZE = 0x3f;
  static final int MEMORY_GROW = 0x40;
  static final int I32_CONST = 0x41;
  static final int I64_CONST = 0x42;
  static final int F32_CONST = 0x43;
  static final int F64_CONST = 0x44;

  static Node of(int opcode, byte type, long a, Node... kids) {
    return new Node(opcode, type, a, new int[0], List.of(kids), List.of(), false);
  }

  static Node block(int opcode, byte type, List<Node> kids, List<List<Node>> bodies) {
    return new Node(opcode, type, 0, new int[0], kids, bodies, false);
  }

  static Node jumpTable(byte type, int[] table, List<Node> kids) {
    return new Node(BR_TABLE, type, 0, table, kids, List.of(), false);
  }

  static Node constant(byte type, long bits) {
    return of(constantOpcode(type), type, bits);
  }

  private static int constantOpcode(byte type) {
    return switch (type) {
      case Types.I32 -> I32_CONST;
      case Types.I64 -> I64_CONST;
      case Types.F32 -> F32_CONST;
      default -> F64_CONST;
    };
  }

  /** Returns the least that can stand in the place of something of a type. */
  static Node least(byte type) {
    return type == Types.NONE ? of(NOP, type, 0) : constant(type, 0);
  }

  Node fix() {
    return new Node(opcode, type, a, table, kids, bodies, true);
  }

  Node with(List<Node> newKids, List<List<Node>> newBodies) {
    return new Node(opcode, type, a, table, newKids, newBodies, fixed);
  }

  boolean isLeast() {
    return opcode == NOP || (kids.isEmpty() && opcode >= I32_CONST && opcode <= F64_CONST && a == 0);
  }
}

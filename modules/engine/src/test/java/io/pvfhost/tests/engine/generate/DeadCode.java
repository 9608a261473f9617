package io.pvfhost.tests.engine.generate;

import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.tests.engine.generate.GeneratedVectors.Line;
import io.pvfhost.tests.engine.hostile.Shape;
import io.pvfhost.tests.engine.stack.HeightModel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How metering counts in code that cannot be reached (spec 6.3): each instruction with a special rule, in each kind of
 * frame, on none to four operands. Dead code itself is not counted, but a block in it is: one behind the instruction
 * tells the height there. A line each for the limit that the model gives and for one below; one line without a limit
 * where it refuses.
 */
final class DeadCode {

  private static final int MOST_OPERANDS = 4;
  /** Operands behind the instruction, so that the height there is the greatest of the function. */
  private static final int LIFT = 5;
  private static final byte[] OPERAND = {0x41, 0};
  private static final byte[] PROBE = {0x02, 0x40, 0x01, 0x0b};
  private static final int TWO_TO_ONE = 4;

  private static final Map<String, int[]> INSTRUCTIONS = new LinkedHashMap<>();
  private static final Map<String, int[][]> FRAMES = new LinkedHashMap<>();

  static {
    INSTRUCTIONS.put("nothing", new int[] {0x01});
    INSTRUCTIONS.put("drop", new int[] {0x1a});
    INSTRUCTIONS.put("select", new int[] {0x1b});
    INSTRUCTIONS.put("two selects", new int[] {0x1b, 0x1b});
    INSTRUCTIONS.put("eqz", new int[] {0x45});
    INSTRUCTIONS.put("add", new int[] {0x6a});
    INSTRUCTIONS.put("load", new int[] {0x28, 0, 0});
    INSTRUCTIONS.put("store", new int[] {0x36, 0, 0});
    INSTRUCTIONS.put("grow", new int[] {0x40, 0});
    INSTRUCTIONS.put("local.set", new int[] {0x21, 0});
    INSTRUCTIONS.put("local.tee", new int[] {0x22, 0});
    INSTRUCTIONS.put("br_if", new int[] {0x0d, 0});
    INSTRUCTIONS.put("br", new int[] {0x0c, 0});
    INSTRUCTIONS.put("br_table", new int[] {0x0e, 1, 0, 0});
    INSTRUCTIONS.put("return", new int[] {0x0f});
    INSTRUCTIONS.put("call", new int[] {0x10, 0});
    INSTRUCTIONS.put("call_indirect", new int[] {0x11, TWO_TO_ONE, 0});
    INSTRUCTIONS.put("if", new int[] {0x04, 0x40, 0x01, 0x0b});
    INSTRUCTIONS.put("if else", new int[] {0x04, 0x7f, 0x41, 0, 0x05, 0x41, 0, 0x0b});
    INSTRUCTIONS.put("if that jumps", new int[] {0x04, 0x7f, 0x00, 0x05, 0x41, 0, 0x0b});
    INSTRUCTIONS.put("block", new int[] {0x02, 0x7f, 0x41, 0, 0x0b});
    INSTRUCTIONS.put("block that jumps", new int[] {0x02, 0x7f, 0x00, 0x0b});
    INSTRUCTIONS.put("block that selects", new int[] {0x02, 0x7f, 0x00, 0x41, 0, 0x41, 0, 0x1b, 0x0b});
    INSTRUCTIONS.put("loop", new int[] {0x03, 0x7f, 0x41, 0, 0x0b});

    FRAMES.put("function", new int[][] {{0x0f}, {}});
    FRAMES.put("block", new int[][] {{0x02, 0x40, 0x0c, 0}, {0x0b}});
    FRAMES.put("block with a result", new int[][] {{0x02, 0x7f, 0x41, 0, 0x0c, 0}, {0x0b, 0x1a}});
    FRAMES.put("block above an operand", new int[][] {{0x41, 0, 0x02, 0x40, 0x0c, 0}, {0x0b, 0x1a}});
    FRAMES.put("loop", new int[][] {{0x02, 0x40, 0x03, 0x40, 0x0c, 1}, {0x0b, 0x0b}});
    FRAMES.put("then", new int[][] {{0x41, 1, 0x04, 0x40, 0x0c, 0}, {0x0b}});
    FRAMES.put("else behind a jump", new int[][] {{0x41, 1, 0x04, 0x40, 0x0c, 0, 0x05}, {0x0b}});
    FRAMES.put("else behind a result",
        new int[][] {{0x41, 1, 0x04, 0x7f, 0x41, 1, 0x05}, {0x0b, 0x1a}});
    FRAMES.put("block in dead code", new int[][] {{0x0f, 0x02, 0x40, 0x0c, 0}, {0x0b}});
  }

  private DeadCode() {}

  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, int[][]> frame : FRAMES.entrySet()) {
      for (Map.Entry<String, int[]> instruction : INSTRUCTIONS.entrySet()) {
        for (int operands = 0; operands <= MOST_OPERANDS; operands++) {
          String name = instruction.getKey() + " on " + operands + " in " + frame.getKey();
          lines.addAll(lines(name, module(frame.getValue(), instruction.getValue(), operands)));
        }
      }
    }
    return lines;
  }

  private static byte[] module(int[][] frame, int[] instruction, int operands) {
    Out body = new Out().u8(frame[0]);
    for (int i = 0; i < operands; i++) {
      body.raw(OPERAND);
    }
    body.u8(instruction);
    for (int i = 0; i < LIFT; i++) {
      body.raw(OPERAND);
    }
    body.raw(PROBE).u8(0x00).u8(frame[1]);
    return new Shape().table(1)
        .type(new Out().u8(0x60, 2, 0x7f, 0x7f, 1, 0x7f).bytes())
        .function(TWO_TO_ONE, new Out().u8(0x20, 0).bytes())
        .function(Shape.NOTHING, new Out().u8(1, 1, 0x7f).bytes(), body.bytes())
        .build(new Out().u8(0x10, 1).bytes(), Shape.VALID);
  }

  private static List<Line> lines(String name, byte[] code) {
    long[] costs;
    try {
      costs = HeightModel.costs(code);
    } catch (HeightModel.Refused e) {
      return List.of(new Line(name + ", refused", code, ExecutorParams.EMPTY, List.of(0)));
    }
    long limit = costs[1] + costs[2];
    return List.of(
        new Line(name + ", at " + limit, code, limited(limit), List.of(0)),
        new Line(name + ", below " + limit, code, limited(limit - 1), List.of(0)));
  }

  private static ExecutorParams limited(long limit) {
    return new ExecutorParams(List.of(new ExecutorParam.StackLogicalMax(limit)));
  }
}

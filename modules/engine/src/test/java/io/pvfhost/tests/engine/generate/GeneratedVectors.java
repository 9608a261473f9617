package io.pvfhost.tests.engine.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.tests.engine.generate.Calls.Call;
import io.pvfhost.tests.engine.machine.Interpreted;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import io.pvfhost.tests.engine.machine.Machine;
import io.pvfhost.tests.engine.stack.HeightModel;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Generated programs as lines of worker vectors without answers, for Parity's workers to answer: programs with little
 * and with much dead code, in every fourth line but one with limits of memory or stack that they can reach, and every
 * fourth program at the greatest height that one of its calls has, and one below.
 */
final class GeneratedVectors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_LIMIT = 1 << 30;
  private static final int PAGES = 40;

  private GeneratedVectors() {}

  /** Validation code, its params, and the bytes that the runs have as block data. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(String name, byte[] code, ExecutorParams params, List<Integer> runs) {

    String toJson() {
      ObjectNode json = JSON.createObjectNode()
          .put("code", Base64.getEncoder().encodeToString(code))
          .put("params", params.encode().toHex());
      ArrayNode array = json.putArray("runs");
      for (int run : runs) {
        array.addObject().put("name", runs.size() == 1 ? name : name + " " + run).put("head", "")
            .put("block", HexFormat.of().toHexDigits((byte) run)).put("number", 1);
      }
      return json.toString();
    }
  }

  /** Writes lines of so many programs. */
  static void write(Path file, long seed, int programs) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (long each = seed << 32; each < (seed << 32) + programs; each++) {
        write(lines(each), out);
      }
    }
  }

  /** Writes lines. */
  static void write(Path file, List<Line> lines) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      write(lines, out);
    }
  }

  private static void write(List<Line> lines, Writer out) throws IOException {
    for (Line line : lines) {
      out.append(line.toJson()).append('\n');
    }
  }

  /** Returns the lines of the program of a seed: one or two. */
  static List<Line> lines(long seed) {
    Program program = Generator.anyProgram(seed);
    List<Call> calls = Calls.of(program, seed);
    Random random = new Random(seed + 1);
    byte[] code = PvfModule.of(program, calls, random);
    if (random.nextInt(4) == 0) {
      try {
        return atAndBelow(program, calls, code, random.nextInt(program.functions().size()), seed);
      } catch (HeightModel.Refused e) {
        return List.of(line(program, calls, code, random, seed));
      }
    }
    return List.of(line(program, calls, code, random, seed));
  }

  private static Line line(Program program, List<Call> calls, byte[] code, Random random, long seed) {
    List<ExecutorParam> params = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      params.add(new ExecutorParam.MaxMemoryPages(1 + random.nextInt(8)));
    }
    if (random.nextInt(4) == 0) {
      params.add(new ExecutorParam.StackLogicalMax(1 + random.nextInt(random.nextBoolean() ? 100 : 3_000)));
    }
    List<Integer> runs = new ArrayList<>();
    for (int i = 0; i < program.functions().size(); i++) {
      runs.add(i);
    }
    runs.add(calls.size());
    return new Line("generated " + seed, code, new ExecutorParams(params), runs);
  }

  /** The height in the interpreter, whose memory does not have the parameters in it, so that it may be another here. */
  private static List<Line> atAndBelow(Program program, List<Call> calls, byte[] code, int call, long seed)
      throws HeightModel.Refused {
    int[] costs = Arrays.stream(HeightModel.costs(code)).mapToInt(Math::toIntExact).toArray();
    byte[] metered = Emitter.metered(program, RuleSet.DEFAULT, costs, NO_LIMIT);
    long highest = LargeStackThread.call(() -> {
      Machine machine = Interpreted.of(metered).instance(PAGES);
      Calls.answer(machine, calls.get(call), program.globals().size());
      return machine.global("highest");
    });
    long limit = costs[program.functions().size()] + highest;
    return List.of(
        new Line("generated " + seed + " at " + limit, code, limited(limit), List.of(call)),
        new Line("generated " + seed + " below " + limit, code, limited(limit - 1), List.of(call)));
  }

  private static ExecutorParams limited(long limit) {
    return new ExecutorParams(List.of(new ExecutorParam.StackLogicalMax(limit)));
  }
}

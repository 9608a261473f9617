package io.pvfhost.tests.engine.generate;

import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.tests.engine.generate.Calls.Call;
import io.pvfhost.tests.engine.machine.Compiled;
import io.pvfhost.tests.engine.machine.Compiled.Settings;
import io.pvfhost.tests.engine.machine.Interpreted;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import io.pvfhost.tests.engine.machine.Machine;
import io.pvfhost.tests.engine.stack.HeightModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Compiled code passes at the height that the model of spec 6.3 gives and traps one below it, at the same instruction
 * as the rewritten module in an interpreter; what the model refuses is refused. Modules are run under one rule set in
 * turn.
 */
class GeneratedHeightsTest {

  private static final int MODULES = Integer.getInteger("pvf.engine.heights", 200);
  private static final long SEED = Long.getLong("pvf.engine.seed", 1);
  private static final int PAGES = 40;
  private static final int NO_LIMIT = 1 << 30;

  private final Map<String, Integer> seen = new ConcurrentSkipListMap<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void theHeightIsThatOfTheModel(int segment) {
    Settings base = segment == 0 ? Settings.DEFAULT : Settings.DEFAULT.split(segment);
    LongStream.range(SEED << 33, (SEED << 33) + MODULES).parallel()
        .forEach(seed -> check(Generator.anyProgram(seed), seed, base.rules(inTurn(seed))));
    System.out.println(MODULES + " modules, seed " + SEED + ", segments of " + segment + ": " + seen);
    assertTrue(seen.get("refused") > MODULES / 20, seen.toString());
    assertTrue(seen.get("calls") > MODULES, seen.toString());
  }

  /** Two after each other are of the two kinds of programs. */
  private static RuleSet inTurn(long seed) {
    RuleSet[] all = RuleSet.values();
    return all[Math.floorMod(seed / 2, all.length)];
  }

  private void check(Program program, long seed, Settings settings) {
    byte[] module = Emitter.plain(program);
    int[] costs;
    try {
      costs = Arrays.stream(HeightModel.costs(module)).mapToInt(Math::toIntExact).toArray();
    } catch (HeightModel.Refused e) {
      PrepareFailure failure = assertThrows(PrepareFailure.class, () -> Compiled.of(module, settings), "seed " + seed);
      assertEquals(PrepareFailure.Kind.PREPARATION, failure.kind(), "seed " + seed);
      seen.merge("refused", 1, Integer::sum);
      return;
    }
    for (Call call : Calls.of(program, seed).subList(0, program.functions().size())) {
      atAndBelow(program, costs, call, settings, "seed " + seed + ", call " + call);
    }
  }

  private void atAndBelow(Program program, int[] costs, Call call, Settings settings, String message) {
    long[] highest = new long[1];
    String free = LargeStackThread.call(() -> {
      Machine machine = Interpreted.of(Emitter.metered(program, settings.rules(), costs, NO_LIMIT)).instance(PAGES);
      String answer = Calls.answer(machine, call, program.globals().size());
      highest[0] = machine.global("highest");
      return answer;
    });
    int height = Math.toIntExact(highest[0]);
    seen.merge("calls", 1, Integer::sum);
    assertEquals(free, compiled(program, call, settings.stackLimit(height)), message + ", limit " + height);
    byte[] metered = Emitter.metered(program, settings.rules(), costs, height - 1);
    String lower = LargeStackThread.call(
        () -> Calls.answer(Interpreted.of(metered).instance(PAGES), call, program.globals().size()));
    assertTrue(Calls.isTrap(lower), message);
    assertEquals(lower, compiled(program, call, settings.stackLimit(height - 1)), message + ", below " + height);
  }

  private static String compiled(Program program, Call call, Settings settings) {
    try {
      Compiled code = Compiled.of(Emitter.plain(program), settings);
      return LargeStackThread.call(() -> Calls.answer(code.instance(PAGES), call, program.globals().size()));
    } catch (PrepareFailure e) {
      throw new AssertionError(e);
    }
  }
}

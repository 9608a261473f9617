package io.pvfhost.tests.engine.generate;

import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.tests.engine.generate.Calls.Call;
import io.pvfhost.tests.engine.machine.Compiled;
import io.pvfhost.tests.engine.machine.Compiled.Settings;
import io.pvfhost.tests.engine.machine.Interpreted;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * Compiled code answers as an interpreter does, however it is cut into methods. In every build each module is run under
 * one rule set in turn, by command under all.
 */
class GeneratedModulesTest {

  private static final boolean BY_COMMAND = Integer.getInteger("pvf.engine.modules") != null;
  private static final int MODULES = Integer.getInteger("pvf.engine.modules", 2_000);
  private static final long SEED = Long.getLong("pvf.engine.seed", 1);
  private static final int PAGES = 40;
  private static final String REFUSED = "refused by metering";

  static Stream<Settings> settings() {
    return Stream.of(Settings.DEFAULT, Settings.DEFAULT.split(8), Settings.DEFAULT.split(40));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatOnceDifferedAgrees(Settings settings) {
    for (Found found : Found.all()) {
      assertEquals(
          found.answers(),
          compiled(found.module(), found.calls(), found.globals(), settings.rules(found.rules())),
          found.toString());
    }
  }

  @Test
  void generatedModulesAgree() {
    Map<String, Integer> ends = new ConcurrentSkipListMap<>();
    LongStream.range(SEED << 32, (SEED << 32) + MODULES).parallel()
        .forEach(seed -> rules(seed)
            .forEach(rules -> check(seed, rules).forEach(end -> ends.merge(end, 1, Integer::sum))));
    System.out.println(MODULES + " modules, seed " + SEED + ", ends of calls " + ends);
    int runs = MODULES * (BY_COMMAND ? RuleSet.values().length : 1);
    assertTrue(ends.getOrDefault(REFUSED, 0) < runs / 4, ends.toString());
    assertTrue(ends.get("returned") > runs, ends.toString());
  }

  private static Stream<RuleSet> rules(long seed) {
    RuleSet[] all = RuleSet.values();
    return BY_COMMAND ? Stream.of(all) : Stream.of(all[Math.floorMod(seed, all.length)]);
  }

  /** Returns how the calls of a module ended. */
  private static List<String> check(long seed, RuleSet rules) {
    Program program = Generator.program(seed);
    List<Call> calls = Calls.of(program, seed);
    List<String> wanted = interpreted(program, calls, rules);
    for (Settings each : settings().map(settings -> settings.rules(rules)).toList()) {
      List<String> got = compiled(program, calls, each);
      if (got.isEmpty()) {
        return List.of(REFUSED);
      }
      if (!wanted.equals(got)) {
        report(program, calls, each, seed);
      }
    }
    return wanted.stream().map(line -> line.replaceAll("^[0-9a-f]*;.*", "returned").replaceAll(";.*", "")).toList();
  }

  private static List<String> interpreted(Program program, List<Call> calls, RuleSet rules) {
    Interpreted module = Interpreted.of(Emitter.rewritten(program, rules));
    return LargeStackThread.call(() ->
        Calls.answers(() -> module.instance(PAGES), calls, program.globals().size()));
  }

  /** Returns the answers; none if metering refuses the module, whose right to do so another test judges. */
  private static List<String> compiled(Program program, List<Call> calls, Settings settings) {
    return compiled(Emitter.plain(program), calls, program.globals().size(), settings);
  }

  private static List<String> compiled(byte[] module, List<Call> calls, int globals, Settings settings) {
    try {
      Compiled code = Compiled.of(module, settings);
      return LargeStackThread.call(() -> Calls.answers(() -> code.instance(PAGES), calls, globals));
    } catch (PrepareFailure e) {
      assertTrue(e.getMessage().contains("stack limiter"), e.getMessage());
      return List.of();
    }
  }

  private static boolean differs(Program program, List<Call> calls, Settings settings) {
    List<String> got = compiled(program, calls, settings);
    return !got.isEmpty() && !got.equals(interpreted(program, calls, settings.rules()));
  }

  private static void report(Program program, List<Call> calls, Settings settings, long seed) {
    Program smallest = Shrinking.of(program, candidate -> differs(candidate, calls, settings));
    List<String> wanted = interpreted(smallest, calls, settings.rules());
    List<String> got = compiled(smallest, calls, settings);
    int at = 0;
    while (wanted.get(at).equals(got.get(at))) {
      at++;
    }
    Found found =
        new Found(settings.rules(), Emitter.plain(smallest), calls.subList(0, at + 1), wanted.subList(0, at + 1));
    fail("seed " + seed + ", " + settings + ", got " + got.get(at) + " instead of the last line of\n" + found);
  }
}

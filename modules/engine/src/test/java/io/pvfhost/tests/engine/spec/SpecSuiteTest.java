package io.pvfhost.tests.engine.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.tests.engine.machine.Compiled.Settings;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Every command of the suite goes as it should, but for the listed exceptions, however bodies are cut and by the rules
 * of each release.
 */
class SpecSuiteTest {

  private static final int DEFAULT_STACK_LIMIT = 65_536;
  /** What there is of each, an exception counted as if it went as it should. */
  private static final Map<String, Integer> COUNTS = new TreeMap<>(Map.ofEntries(
      Map.entry("action needs a module that cannot be instantiated", 1),
      Map.entry("action ok", 41),
      Map.entry("assert_exhaustion ok", 15),
      Map.entry("assert_invalid ok", 1_147),
      Map.entry("assert_malformed is in the text format", 477),
      Map.entry("assert_malformed ok", 662),
      Map.entry("assert_return needs a module that cannot be instantiated", 48),
      Map.entry("assert_return ok", 15_733),
      Map.entry("assert_trap needs a module that cannot be instantiated", 18),
      Map.entry("assert_trap ok", 442),
      Map.entry("assert_uninstantiable ok", 2),
      Map.entry("assert_unlinkable ok", 83),
      Map.entry("module ok", 810)));

  @ParameterizedTest
  @CsvSource({"2603, 0", "2603, 8", "2509, 40", "2409, 0"})
  void commandsGoAsTheySay(String rules, int segment) throws IOException {
    Settings base = Settings.DEFAULT.rules(RuleSet.of(rules)).stackLimit(DEFAULT_STACK_LIMIT);
    Settings settings = segment == 0 ? base : base.split(segment);
    Set<String> differences = new TreeSet<>();
    Map<String, Integer> counts = new TreeMap<>();
    LargeStackThread.call(() -> {
      run(settings, differences, counts);
      return null;
    });
    System.out.println("rules " + rules + ", segments of " + segment + ": " + counts);
    assertEquals(exceptions(rules), differences);
    assertEquals(counts(differences), counts);
  }

  private static Map<String, Integer> counts(Set<String> exceptions) {
    Map<String, Integer> counts = new TreeMap<>(COUNTS);
    for (String exception : exceptions) {
      String kind = exception.split(" ", -1)[1];
      counts.merge(kind + " ok", -1, Integer::sum);
      counts.merge(kind + " differs", 1, Integer::sum);
    }
    return counts;
  }

  private static void run(Settings settings, Set<String> differences, Map<String, Integer> counts)
      throws IOException {
    Map<String, byte[]> files = Suite.files();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().endsWith(".json")) {
        continue;
      }
      String name = file.getKey().substring(0, file.getKey().lastIndexOf('.'));
      new Script(files, settings).run(new ObjectMapper().readTree(file.getValue()).get("commands"),
          (line, kind, difference) -> {
            boolean told = difference.equals(Script.OK) || difference.equals(Script.TEXT)
                || difference.equals(Script.NO_MODULE);
            counts.merge(kind + " " + (told ? difference : "differs"), 1, Integer::sum);
            if (!told) {
              differences.add(name + ":" + line + " " + kind + " " + difference);
            }
          });
    }
  }

  /** Before an exception of some rules stand these: {@code [2509 2409]}. */
  private static Set<String> exceptions(String rules) throws IOException {
    try (InputStream in = SpecSuiteTest.class.getResourceAsStream("/engine/spec-exceptions.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .filter(line -> !line.startsWith("[") || line.substring(0, line.indexOf(']')).contains(rules))
          .map(line -> line.replaceFirst("^\\[.*?] ", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

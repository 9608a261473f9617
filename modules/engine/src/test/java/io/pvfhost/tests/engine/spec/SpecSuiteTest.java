package io.pvfhost.tests.engine.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pvfhost.tests.engine.machine.Compiled.Settings;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every command of the suite goes as it should, but for the listed exceptions, however bodies are cut. */
class SpecSuiteTest {

  private static final int DEFAULT_STACK_LIMIT = 65_536;
  private static final Map<String, Integer> COUNTS = new TreeMap<>(Map.ofEntries(
      Map.entry("action needs a module that cannot be instantiated", 1),
      Map.entry("action ok", 41),
      Map.entry("assert_exhaustion ok", 15),
      Map.entry("assert_invalid differs", 8),
      Map.entry("assert_invalid ok", 1_139),
      Map.entry("assert_malformed is in the text format", 477),
      Map.entry("assert_malformed ok", 662),
      Map.entry("assert_return differs", 19),
      Map.entry("assert_return needs a module that cannot be instantiated", 48),
      Map.entry("assert_return ok", 15_714),
      Map.entry("assert_trap needs a module that cannot be instantiated", 18),
      Map.entry("assert_trap ok", 442),
      Map.entry("assert_uninstantiable ok", 2),
      Map.entry("assert_unlinkable differs", 14),
      Map.entry("assert_unlinkable ok", 69),
      Map.entry("module differs", 52),
      Map.entry("module ok", 758)));

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 40})
  void commandsGoAsTheySay(int segment) throws IOException {
    Settings base = Settings.DEFAULT.stackLimit(DEFAULT_STACK_LIMIT);
    Settings settings = segment == 0 ? base : base.split(segment);
    Set<String> differences = new TreeSet<>();
    Map<String, Integer> counts = new TreeMap<>();
    LargeStackThread.call(() -> {
      run(settings, differences, counts);
      return null;
    });
    System.out.println("segments of " + segment + ": " + counts);
    assertEquals(exceptions(), differences);
    assertEquals(COUNTS, counts);
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

  private static Set<String> exceptions() throws IOException {
    try (InputStream in = SpecSuiteTest.class.getResourceAsStream("/engine/spec-exceptions.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

package io.pvfhost.tests.samples;

import io.pvfhost.samples.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SampleTest {

  private static final String MAGIC_AND_VERSION = "0061736d01000000";
  private static final int CUSTOM_SECTION = 0;

  @ParameterizedTest
  @EnumSource
  void codeIsAWebAssemblyModuleOfVersionOne(Sample sample) {
    assertEquals(MAGIC_AND_VERSION, sample.code().slice(0, 8).toHex());
  }

  @ParameterizedTest
  @EnumSource
  void sectionsAreOrderedWithoutNamesOrOtherAdditions(Sample sample) {
    List<Integer> sections = ModuleOutline.of(sample.code()).sections();
    assertFalse(sections.contains(CUSTOM_SECTION), sections::toString);
    assertEquals(List.copyOf(new TreeSet<>(sections)), sections);
  }

  @ParameterizedTest
  @EnumSource
  void exportsAreThoseOfAValidationFunctionExceptWhereOneIsLeftOut(Sample sample) {
    Set<String> expected = new TreeSet<>(Set.of("memory memory", "global __heap_base", "function validate_block"));
    switch (sample) {
      case NO_MEMORY, IMPORTED_MEMORY -> expected.remove("memory memory");
      case NO_HEAP_BASE -> expected.remove("global __heap_base");
      case NO_VALIDATE_BLOCK -> expected.remove("function validate_block");
      default -> { }
    }
    assertEquals(expected, ModuleOutline.of(sample.code()).exports());
  }

  @ParameterizedTest
  @EnumSource
  void importsAreFunctionsOfTheHostExceptWhereTheyAreThePoint(Sample sample) {
    Set<String> imports = ModuleOutline.of(sample.code()).imports();
    switch (sample) {
      case FOREIGN_IMPORT -> assertEquals(Set.of("function wasi_snapshot_preview1.sched_yield"), imports);
      case IMPORTED_MEMORY -> assertEquals(Set.of("memory env.memory"), imports);
      default -> assertTrue(imports.stream().allMatch(name -> name.startsWith("function env.ext_")), imports::toString);
    }
  }

  @Test
  void adderImportsNothing() {
    assertEquals(Set.of(), ModuleOutline.of(Sample.ADDER.code()).imports());
  }

  @Test
  void unknownImportsAreTheSameWhetherCalledOrNot() {
    Set<String> unknown = Set.of("function env.ext_storage_get_version_1");
    assertEquals(unknown, ModuleOutline.of(Sample.MISSING_IMPORT.code()).imports());
    assertEquals(unknown, ModuleOutline.of(Sample.UNCALLED_IMPORT.code()).imports());
  }

  @Test
  void everySourceIsASampleAndEverySampleHasOneSource() throws Exception {
    List<String> samples = Arrays.stream(Sample.values()).map(Sample::fileName).sorted().toList();
    try (Stream<Path> files = Files.list(Path.of("src/main/wasm"))) {
      List<String> sources = files.map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".h"))
          .map(name -> name.replaceFirst("\\.(c|wat)$", ".wasm"))
          .sorted()
          .collect(Collectors.toList());
      assertEquals(samples, sources);
    }
  }

  @ParameterizedTest
  @EnumSource
  void descriptionIsOneLine(Sample sample) {
    assertFalse(sample.describes().isBlank());
    assertEquals(1, sample.describes().lines().count());
  }
}

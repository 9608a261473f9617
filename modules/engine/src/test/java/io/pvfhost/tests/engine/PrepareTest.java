package io.pvfhost.tests.engine;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.CodeSummary;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.ExecutorParams;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

import static io.pvfhost.tests.engine.Candidates.ENGINE;
import static io.pvfhost.tests.engine.Wasm.bytes;
import static io.pvfhost.tests.engine.Wasm.concat;
import static io.pvfhost.tests.engine.Wasm.repeat;
import static io.pvfhost.tests.engine.Wasm.unsigned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PrepareTest {

  private static final byte[] I64_CONST_0 = bytes(0x42, 0);

  @Test
  void tellsFunctionsAndImports() throws PrepareFailure {
    byte[] code = new Wasm().importing("env", "unheard_of").importing("env", "another").build();
    PreparedCode prepared = ENGINE.prepare(code, ExecutorParams.EMPTY);
    assertEquals(1, prepared.functions());
    assertEquals(List.of("env:unheard_of", "env:another"), prepared.imports());
  }

  @ParameterizedTest
  @EnumSource(Sample.class)
  void summariesOfSamplesAgreeWithTheirPreparation(Sample sample) throws PrepareFailure {
    byte[] code = sample.code().array();
    PreparedCode prepared = ENGINE.prepare(code, ExecutorParams.EMPTY);
    CodeSummary summary = CodeSummary.of(code);
    assertEquals(prepared.functions(), summary.functions());
    assertEquals(prepared.imports().size(), summary.importedFunctions());
    assertEquals(code.length, summary.size());
  }

  @Test
  void summaryReadsExportsAndMemory() {
    CodeSummary summary = CodeSummary.of(new Wasm().importing("a", "b").minimumPages(17).build());
    assertEquals(new CodeSummary(summary.size(), 1, 1, List.of("a:b"), true, OptionalLong.of(17)), summary);
  }

  @Test
  void whatIsNoModuleFailsPrevalidation() {
    assertEquals(PrepareFailure.Kind.PREVALIDATION, failure(new byte[0]).kind());
    assertEquals(PrepareFailure.Kind.PREVALIDATION, failure("not wasm at all".getBytes(StandardCharsets.UTF_8)).kind());
    assertEquals(PrepareFailure.Kind.PREVALIDATION, failure(bytes(0, 'a', 's', 'm', 2, 0, 0, 0)).kind());
    assertThrows(IllegalArgumentException.class, () -> CodeSummary.of(new byte[0]));
  }

  @Test
  void everyTruncationFailsPrevalidation() {
    byte[] code = new Wasm().build();
    int types = Wasm.section(1, bytes(1, 0x60, 2, 0x7f, 0x7f, 1, 0x7e)).length;
    int behindTheImports = 8 + types + Wasm.section(2, bytes(0)).length;
    for (int length = behindTheImports + 1; length < code.length; length++) {
      PrepareFailure refused = failure(Arrays.copyOf(code, length));
      assertEquals(PrepareFailure.Kind.PREVALIDATION, refused.kind(), "length " + length);
    }
  }

  @Test
  void invalidInstructionsFailPreparation() {
    PrepareFailure typeError = failure(new Wasm().body(bytes(0x41, 0)).build()); // i32 instead of i64
    assertEquals(PrepareFailure.Kind.PREPARATION, typeError.kind());
  }

  @Test
  void countsThatPromiseMoreThanThereIsAreRefused() {
    byte[] header = bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
    for (int section : new int[] {1, 2, 3, 4, 5, 6, 7, 9, 10, 11}) {
      byte[] code = concat(header, Wasm.section(section, unsigned(0xffffffffL)));
      assertEquals(PrepareFailure.Kind.PREVALIDATION, failure(code).kind(), "section " + section);
    }
  }

  @Test
  void hugeJumpTablesAreRefused() {
    byte[] table = concat(bytes(0x41, 0, 0x0e), unsigned(0x7fffffffL), bytes(0), I64_CONST_0);
    assertEquals(PrepareFailure.Kind.PREVALIDATION, failure(new Wasm().body(table).build()).kind());
  }

  @Test
  void tooManyLocalsAreRefused() {
    byte[] locals = concat(bytes(2), unsigned(0xffffffffL), bytes(0x7f), unsigned(0xffffffffL), bytes(0x7f));
    assertEquals(PrepareFailure.Kind.PREVALIDATION, failure(new Wasm().locals(locals).build()).kind());
    byte[] beyondTheLimit = concat(bytes(1), unsigned(50_001), bytes(0x7f));
    assertEquals(PrepareFailure.Kind.PREPARATION, failure(new Wasm().locals(beyondTheLimit).build()).kind());
  }

  @Test
  void deepNestingEndsInAnAnswer() throws PrepareFailure, ArtifactException {
    byte[] deep = concat(repeat(bytes(0x02, 0x40), 20_000), repeat(bytes(0x0b), 20_000), I64_CONST_0);
    byte[] code = new Wasm().body(deep).build();
    assertTrue(Candidates.invalid(Candidates.run(code)).startsWith("validation result decoding failed: "));
  }

  @Property(tries = 300)
  void alteredCodeEndsInAnAnswer(
      @ForAll @IntRange(min = 8, max = Integer.MAX_VALUE) int at, @ForAll byte value) {
    byte[] code = Sample.HASHES.code().toArray();
    code[at % code.length] = value;
    try {
      ENGINE.checkLinks(Candidates.artifact(code), ExecutorParams.EMPTY);
    } catch (PrepareFailure e) {
      assertTrue(e.getMessage().length() > 0);
    }
  }

  private static PrepareFailure failure(byte[] code) {
    return assertThrows(PrepareFailure.class, () -> ENGINE.prepare(code, ExecutorParams.EMPTY));
  }
}

package io.pvfhost.tests.engine;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import static io.pvfhost.tests.engine.Candidates.ENGINE;
import static io.pvfhost.tests.engine.Candidates.LIMITS;
import static io.pvfhost.tests.engine.Candidates.construction;
import static io.pvfhost.tests.engine.Candidates.invalid;
import static io.pvfhost.tests.engine.Candidates.params;
import static io.pvfhost.tests.engine.Candidates.result;
import static io.pvfhost.tests.engine.Candidates.run;
import static io.pvfhost.tests.engine.Wasm.bytes;
import static io.pvfhost.tests.engine.Wasm.concat;
import static io.pvfhost.tests.engine.Wasm.repeat;
import static io.pvfhost.tests.engine.Wasm.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExecutionTest {

  private static final Bytes OK = Bytes.wrap("ok".getBytes(StandardCharsets.UTF_8));
  private static final String TRAP = "execute: Execution aborted due to trap: ";
  private static final String CONSTRUCTION = "execute: Other error happened while constructing the runtime: ";

  @Test
  void aChainOfBlocksGivesTheHeadsOfTheModel() throws PrepareFailure, ArtifactException {
    LoadedPvf pvf = load(Sample.ADDER);
    Bytes head = Adder.genesisHead();
    for (long state = 0; state < 10; state++) {
      Bytes block = Adder.block(state, 1);
      Execution execution = pvf.execute(params(head, block), LIMITS);
      head = Adder.nextHead(head, state, 1);
      assertEquals(head, result(execution).headData());
    }
  }

  @Test
  void nothingIsLeftForTheNextCall() throws PrepareFailure, ArtifactException {
    LoadedPvf pvf = load(Sample.RESIDUE);
    Bytes fresh = new ScaleWriter().u32(1).u32(1).u32(0).toBytes();
    for (int call = 0; call < 3; call++) {
      assertEquals(fresh, result(run(pvf, new byte[0])).headData());
    }
  }

  @Test
  void callsOnManyThreadsDoNotMeet() throws Exception {
    LoadedPvf pvf = load(Sample.ECHO);
    List<FutureTask<Bytes>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] data = repeat(bytes(i), 100_000);
      calls.add(new FutureTask<>(() -> result(run(pvf, data)).headData()));
    }
    calls.forEach(call -> new Thread(call).start());
    for (int i = 0; i < calls.size(); i++) {
      assertEquals(Bytes.wrap(repeat(bytes(i), 100_000)), calls.get(i).get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void trapsAreTold() throws PrepareFailure, ArtifactException {
    assertEquals(TRAP + "wasm trap: wasm `unreachable` instruction executed", invalid(run(load(Sample.TRAP), no())));
    assertEquals(TRAP + "wasm trap: integer divide by zero", invalid(run(returning(
        bytes(0x42, 1, 0x42, 0, 0x7f))))); // 1 / 0
    assertEquals(TRAP + "wasm trap: out of bounds memory access", invalid(run(returning(
        concat(bytes(0x41), signed(65_529), bytes(0x29, 0, 0)))))); // i64.load over the end
    assertEquals(TRAP + "call to a missing function env:ext_storage_get_version_1",
        invalid(run(load(Sample.MISSING_IMPORT), no())));
  }

  @Test
  void endlessRecursionIsATrap() throws PrepareFailure, ArtifactException {
    LoadedPvf pvf = load(Sample.ENDLESS_RECURSION);
    assertEquals(TRAP + "wasm trap: wasm `unreachable` instruction executed",
        invalid(LargeStackThread.call(() -> run(pvf, no()))));
  }

  @Test
  void recursionWithinTheLogicalStackIsFine() throws PrepareFailure, ArtifactException {
    LoadedPvf pvf = load(Sample.RECURSION);
    byte[] depth = new ScaleWriter().u32(10_000).toByteArray();
    Execution execution = LargeStackThread.call(() -> run(pvf, depth));
    assertEquals(Bytes.wrap(depth), result(execution).headData());
  }

  @Test
  void memoryGrowsToTheLimitOfTheParamsAndNoFurther() throws PrepareFailure, ArtifactException {
    LoadedPvf pvf = load(Sample.MEMORY_HOG);
    ExecutorParams params = new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(100)));
    byte[] onePageAtATime = new ScaleWriter().u32(1).toByteArray();
    Execution execution =
        pvf.execute(params(Bytes.EMPTY, Bytes.wrap(onePageAtATime)), ExecutionLimits.of(params));
    assertEquals(new ScaleWriter().u32(132).toBytes(), result(execution).headData());
  }

  @Test
  void limitsFollowTheParamsUpToWhatAnArrayHolds() {
    assertEquals(2080, LIMITS.maxMemoryPages());
    ExecutorParams huge = new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(0xffffffffL)));
    assertEquals(ExecutionLimits.PAGES_CEILING, ExecutionLimits.of(huge).maxMemoryPages());
    assertThrows(IllegalArgumentException.class, () -> new ExecutionLimits(-1));
    assertThrows(IllegalArgumentException.class, () -> new ExecutionLimits(ExecutionLimits.PAGES_CEILING + 1));
  }

  @Test
  void aMinimumAboveTheLimitIsRuntimeConstruction() throws PrepareFailure, ArtifactException {
    assertTrue(construction(run(new Wasm().minimumPages(2081).build())).startsWith(CONSTRUCTION));
  }

  @Test
  void missingExportsAreFoundInOrder() throws PrepareFailure, ArtifactException {
    assertEquals("execute: Other: memory is not exported under `memory` name",
        invalid(run(load(Sample.NO_MEMORY), no())));
    assertEquals("execute: Other: __heap_base is not found", invalid(run(load(Sample.NO_HEAP_BASE), no())));
    assertEquals("execute: Other: Exported method validate_block is not found",
        invalid(run(load(Sample.NO_VALIDATE_BLOCK), no())));
    assertEquals("execute: Other: Exported function 'validate_block' has invalid signature.",
        invalid(run(load(Sample.WRONG_SIGNATURE), no())));
  }

  @Test
  void badResultsAreTold() throws PrepareFailure, ArtifactException {
    assertEquals("execute: Output exceeds bounds of wasm memory", invalid(run(load(Sample.BAD_RESULT_POINTER), no())));
    assertTrue(invalid(run(load(Sample.GARBAGE_RESULT), no())).startsWith("validation result decoding failed: "));
  }

  @Test
  void bytesBehindTheResultAreIgnored() throws PrepareFailure, ArtifactException {
    LoadedPvf pvf = load(Sample.VERBATIM);
    byte[] encoded = new ScaleWriter().bytes(Bytes.fromHex("abcd")).u8(0).u8(0).u8(0).u32(5).u32(6).toByteArray();
    assertEquals(Bytes.fromHex("abcd"), result(run(pvf, concat(encoded, bytes(1, 2, 3)))).headData());
  }

  @Test
  void importsThatCannotBeSatisfiedFailLinkingAndInstantiation() throws PrepareFailure, ArtifactException {
    assertUnlinkable(Sample.FOREIGN_IMPORT, "host doesn't provide any imports from non-env module: ");
    assertUnlinkable(Sample.WRONG_IMPORT_TYPE, "cannot preinstantiate module: incompatible import type for `env::");
  }

  private static void assertUnlinkable(Sample sample, String why) throws PrepareFailure, ArtifactException {
    byte[] artifact = Candidates.artifact(sample.code().array());
    PrepareFailure failure = assertThrows(PrepareFailure.class,
        () -> ENGINE.checkLinks(artifact, ExecutorParams.EMPTY));
    assertEquals(PrepareFailure.Kind.RUNTIME_CONSTRUCTION, failure.kind());
    assertTrue(failure.getMessage().startsWith(why), failure.getMessage());
    String text = construction(run(ENGINE.load(artifact), no()));
    assertTrue(text.startsWith(CONSTRUCTION + why), text);
  }

  @Test
  void unknownImportsLinkAndOnlyMatterWhenCalled() throws PrepareFailure, ArtifactException {
    byte[] artifact = Candidates.artifact(Sample.UNCALLED_IMPORT.code().array());
    ENGINE.checkLinks(artifact, ExecutorParams.EMPTY);
    assertEquals(OK, result(run(ENGINE.load(artifact), no())).headData());
  }

  @Test
  void anImportedMemoryBecomesTheExportedOne() throws PrepareFailure, ArtifactException {
    assertEquals(OK, result(run(load(Sample.IMPORTED_MEMORY), no())).headData());
  }

  @Test
  void failuresOfInstantiationAreRuntimeConstruction() throws PrepareFailure, ArtifactException {
    String instantiation = CONSTRUCTION + "failed to instantiate a new WASM module instance: ";
    assertTrue(construction(run(load(Sample.START_TRAP), no())).startsWith(instantiation));
    assertTrue(construction(run(load(Sample.SEGMENT_OUT_OF_BOUNDS), no())).startsWith(instantiation));
  }

  @Test
  void paramsBeyondTheLargestBlockAreRefused() throws PrepareFailure, ArtifactException {
    assertEquals("execute: Requested allocation size is too large",
        invalid(run(load(Sample.ECHO), new byte[33 << 20])));
  }

  @Test
  void aFunctionTooLargeForTheJvmRunsAllTheSame() throws PrepareFailure, ArtifactException {
    byte[] increment = bytes(0x20, 0, 0x41, 1, 0x6a, 0x21, 0); // local 0 += 1
    int times = 20_000;
    byte[] body = concat(
        bytes(0x41, 0, 0x21, 0), // local 0 = 0
        repeat(increment, times),
        bytes(0x41, 0, 0x41, 4 << 2, 0x3a, 0, 0), // compact length 4 at address 0
        bytes(0x41, 1, 0x20, 0, 0x36, 0, 0), // local 0 at address 1
        bytes(0x42), signed(32L << 32)); // 32 bytes at address 0
    Bytes head = result(run(new Wasm().body(body).build())).headData();
    assertEquals(new ScaleWriter().u32(times).toBytes(), head);
  }

  private static byte[] returning(byte[] i64) {
    return new Wasm().body(i64).build();
  }

  private static byte[] no() {
    return new byte[0];
  }

  private static LoadedPvf load(Sample sample) throws PrepareFailure, ArtifactException {
    return Candidates.load(sample.code().array());
  }
}

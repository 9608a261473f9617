package io.pvfhost.node;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.CpuHeavy;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleWriter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs of the demo: what each sample must do, by the Java models of the samples. */
final class DemoJobs {

  /** Enough for every sample that ends at all, and short for the one that does not. */
  private static final Duration CPU_BUDGET = Duration.ofSeconds(10);
  private static final Duration ENDLESS_CPU_BUDGET = Duration.ofMillis(500);
  /** Above the limits of decompressed code (12 MiB) and block data (20 or 40 MiB). */
  private static final int BOMB_BYTES = 48 << 20;
  /** Pages a module may have without executor params: 2048, and 32 more for its heap. */
  private static final int MEMORY_PAGES = 2080;

  private static final int SELECTED_BLOCKS = 4;
  private static final Set<String> SELECTED = Set.of("cpu_heavy", "echo 1 MiB", "echo, compressed", "hashes",
      "residue", "residue, again", "adder, other state", "trap", "garbage_result", "missing_import", "start_trap",
      "block data a bomb", "code is no Wasm", "code a bomb");

  private final Map<Sample, ValidationCode> codes = new EnumMap<>(Sample.class);

  /** The code of a sample, hashed once. */
  ValidationCode code(Sample sample) {
    return codes.computeIfAbsent(sample, key -> ValidationCode.of(key.code()));
  }

  /** A chain of adder blocks, each on the head before it. */
  List<DemoJob> chain(int blocks) {
    List<DemoJob> jobs = new ArrayList<>(blocks);
    Bytes head = Adder.genesisHead();
    long state = 0;
    for (int number = 1; number <= blocks; number++) {
      Bytes next = Adder.nextHead(head, state, number);
      jobs.add(valid("adder block " + number, request(code(Sample.ADDER), head, Adder.block(state, number)), next));
      head = next;
      state += number;
    }
    return jobs;
  }

  /** Candidates of all the other samples, and such with bad code or block data. */
  List<DemoJob> others() {
    List<DemoJob> jobs = new ArrayList<>();
    addValid(jobs);
    addInvalid(jobs);
    addUnusable(jobs);
    return jobs;
  }

  /**
   * Candidates that take all they can get. A budget of CPU time is only proven spent if the machine grants that time
   * within the wall-clock limit, so that these are to be run one at a time.
   */
  List<DemoJob> hostile() {
    return List.of(
        failing("endless_loop", request(code(Sample.ENDLESS_LOOP), Bytes.EMPTY, Bytes.EMPTY).toBuilder()
            .executionTimeout(ENDLESS_CPU_BUDGET).build(), ReasonCode.JOB_TIMED_OUT),
        invalid("endless_recursion", request(code(Sample.ENDLESS_RECURSION), Bytes.EMPTY, Bytes.EMPTY)),
        valid("memory_hog", Sample.MEMORY_HOG, Bytes.EMPTY, u32(MEMORY_PAGES)));
  }

  /**
   * A few candidates of every kind, all of them quick: valid ones with small and large block data, invalid ones, and
   * such that no host can judge.
   */
  List<DemoJob> selected() {
    List<DemoJob> jobs = new ArrayList<>(chain(SELECTED_BLOCKS));
    jobs.addAll(others().stream().filter(job -> SELECTED.contains(job.name())).toList());
    return jobs;
  }

  private void addValid(List<DemoJob> jobs) {
    Bytes data = utf8("PVF host");
    jobs.add(valid("cpu_heavy", Sample.CPU_HEAVY, CpuHeavy.block(10_000_000), CpuHeavy.head(10_000_000)));
    jobs.add(valid("echo 1 MiB", Sample.ECHO, zeros(1 << 20), zeros(1 << 20)));
    jobs.add(valid("echo, compressed", Sample.ECHO, compressed(zeros(1 << 20)), zeros(1 << 20)));
    jobs.add(valid("hasher", Sample.HASHER, data, Hash.blake2b256(data).bytes()));
    jobs.add(valid("hashes", Sample.HASHES, data, hashes(data.array())));
    jobs.add(valid("logger", Sample.LOGGER, data, u32(data.length())));
    jobs.add(valid("recursion 100", Sample.RECURSION, u32(100), u32(100)));
    // Twice, so that one of them follows a job that left a changed memory behind.
    jobs.add(valid("residue", Sample.RESIDUE, Bytes.EMPTY, residueOfNothing()));
    jobs.add(valid("residue, again", Sample.RESIDUE, Bytes.EMPTY, residueOfNothing()));
    jobs.add(valid("uncalled_import", Sample.UNCALLED_IMPORT, Bytes.EMPTY, utf8("ok")));
    jobs.add(valid("imported_memory", Sample.IMPORTED_MEMORY, Bytes.EMPTY, utf8("ok")));
  }

  private void addInvalid(List<DemoJob> jobs) {
    ValidationCode adder = code(Sample.ADDER);
    Bytes genesis = Adder.genesisHead();
    jobs.add(invalid("adder, other state", request(adder, genesis, Adder.block(256, 256))));
    jobs.add(invalid("adder, half a block", request(adder, genesis, Adder.block(0, 1).slice(0, 8))));
    jobs.add(invalid("adder, no head", request(adder, Bytes.EMPTY, Adder.block(0, 1))));
    for (Sample sample : List.of(Sample.TRAP, Sample.BAD_RESULT_POINTER, Sample.GARBAGE_RESULT, Sample.MISSING_IMPORT,
        Sample.NO_VALIDATE_BLOCK, Sample.NO_HEAP_BASE, Sample.WRONG_SIGNATURE)) {
      jobs.add(invalid(name(sample), request(code(sample), Bytes.EMPTY, Bytes.EMPTY)));
    }
    for (Sample sample : List.of(Sample.START_TRAP, Sample.SEGMENT_OUT_OF_BOUNDS, Sample.FOREIGN_IMPORT,
        Sample.WRONG_IMPORT_TYPE)) {
      jobs.add(failing(name(sample), request(code(sample), Bytes.EMPTY, Bytes.EMPTY),
          ReasonCode.RUNTIME_CONSTRUCTION));
    }
  }

  private void addUnusable(List<DemoJob> jobs) {
    jobs.add(invalid("allocator, 4 GiB", request(code(Sample.ALLOCATOR), Bytes.EMPTY, u32(0xfffffffeL))));
    jobs.add(failing("block data a bomb", request(code(Sample.ECHO), Bytes.EMPTY, compressed(zeros(BOMB_BYTES))),
        ReasonCode.POV_DECOMPRESSION_FAILURE));
    jobs.add(failing("block data too large", request(code(Sample.ECHO), Bytes.EMPTY,
        zeros(PvfLimits.DEFAULT_MAX_POV_SIZE)), ReasonCode.PARAMS_TOO_LARGE));
    jobs.add(failing("code is no Wasm", request(ValidationCode.of(utf8("not a module")), Bytes.EMPTY, Bytes.EMPTY),
        ReasonCode.PREPARATION_FAILED));
    jobs.add(failing("code a bomb", request(ValidationCode.of(compressed(zeros(BOMB_BYTES))), Bytes.EMPTY,
        Bytes.EMPTY), ReasonCode.PREPARATION_FAILED));
  }

  private DemoJob valid(String name, Sample sample, Bytes blockData, Bytes head) {
    return valid(name, request(code(sample), Bytes.EMPTY, blockData), head);
  }

  private static DemoJob valid(String name, ExecuteRequest request, Bytes head) {
    return new DemoJob(name, request, ReasonCode.OK, Optional.of(head));
  }

  private static DemoJob invalid(String name, ExecuteRequest request) {
    return failing(name, request, ReasonCode.INVALID_CANDIDATE);
  }

  private static DemoJob failing(String name, ExecuteRequest request, ReasonCode expected) {
    return new DemoJob(name, request, expected, Optional.empty());
  }

  private static ExecuteRequest request(ValidationCode code, Bytes parentHead, Bytes blockData) {
    PersistedValidationData data =
        new PersistedValidationData(parentHead, 1, Hash.ZERO, PvfLimits.DEFAULT_MAX_POV_SIZE);
    return ExecuteRequest.builder(code, data, new PoV(blockData)).executionTimeout(CPU_BUDGET).build();
  }

  private static String name(Sample sample) {
    return sample.name().toLowerCase(Locale.ROOT);
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes zeros(int length) {
    return Bytes.wrap(new byte[length]);
  }

  private static Bytes u32(long value) {
    return new ScaleWriter().u32(value).toBytes();
  }

  private static Bytes compressed(Bytes data) {
    return Bytes.wrap(MaybeCompressed.compress(data.array()));
  }

  private static Bytes residueOfNothing() {
    return new ScaleWriter().u32(1).u32(1).u32(0).toBytes();
  }

  private static Bytes hashes(byte[] data) {
    return new ScaleWriter()
        .raw(Digests.keccak256(data)).raw(Digests.keccak512(data)).raw(Digests.sha2_256(data))
        .raw(Digests.blake2b128(data)).raw(Digests.blake2b256(data))
        .raw(Digests.twox64(data)).raw(Digests.twox128(data)).raw(Digests.twox256(data))
        .toBytes();
  }
}

package io.pvfhost.scale;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The parameters of the execution environment, in the order of the chain (protocol, section 3.3). A worker is tied to
 * one set. Should a parameter repeat, the last one counts for memory pages and stack limits and the first one for the
 * others.
 *
 * @param params the parameters; absent ones have their defaults
 */
public record ExecutorParams(List<ExecutorParam> params) implements Encodable {

  /** No parameter: every default. */
  public static final ExecutorParams EMPTY = new ExecutorParams(List.of());

  /** Default memory pages = 2048. */
  public static final long DEFAULT_MAX_MEMORY_PAGES = 2048;
  /** Default logical stack limit = 65536 items. */
  public static final long DEFAULT_STACK_LOGICAL_MAX = 65536;
  /** Default native stack limit = 256 MiB. */
  public static final long DEFAULT_STACK_NATIVE_MAX = 256L << 20;

  private static final Duration PRECHECK_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration PREPARE_TIMEOUT = Duration.ofMinutes(6);
  private static final Duration BACKING_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration APPROVAL_TIMEOUT = Duration.ofSeconds(12);
  private static final byte[] PREP_HASH_PREFIX = "prep".getBytes(StandardCharsets.US_ASCII);

  /** Copies the list. */
  public ExecutorParams {
    params = List.copyOf(params);
  }

  /** Reads a set from the front of {@code in}. */
  public static ExecutorParams decode(ScaleReader in) throws ScaleException {
    return new ExecutorParams(in.list(ExecutorParam::decode));
  }

  @Override
  public void encodeTo(ScaleWriter out) {
    out.list(params, ScaleWriter::value);
  }

  /** Most memory pages, without the 32 for the heap. */
  public long maxMemoryPages() {
    return last(ExecutorParam.MaxMemoryPages.class).map(ExecutorParam.MaxMemoryPages::pages)
        .orElse(DEFAULT_MAX_MEMORY_PAGES);
  }

  /** Limit of the logical stack in items. */
  public long stackLogicalMax() {
    return last(ExecutorParam.StackLogicalMax.class).map(ExecutorParam.StackLogicalMax::items)
        .orElse(DEFAULT_STACK_LOGICAL_MAX);
  }

  /** Limit of the native stack in bytes. */
  public long stackNativeMax() {
    return last(ExecutorParam.StackNativeMax.class).map(ExecutorParam.StackNativeMax::bytes)
        .orElse(DEFAULT_STACK_NATIVE_MAX);
  }

  /**
   * Most bytes that a preparation may allocate; empty for no limit, which 0 and values beyond 2^63 - 1 mean as well.
   */
  public OptionalLong precheckingMaxMemory() {
    long bytes = all(ExecutorParam.PrecheckingMaxMemory.class).findFirst()
        .map(ExecutorParam.PrecheckingMaxMemory::bytes).orElse(0L);
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  /** CPU time limit of a preparation. */
  public Duration prepTimeout(PrepKind kind) {
    return all(ExecutorParam.PvfPrepTimeout.class).filter(p -> p.kind() == kind).findFirst()
        .map(ExecutorParam.PvfPrepTimeout::timeout)
        .orElse(kind == PrepKind.PRECHECK ? PRECHECK_TIMEOUT : PREPARE_TIMEOUT);
  }

  /** CPU time limit of an execution. */
  public Duration execTimeout(ExecKind kind) {
    return all(ExecutorParam.PvfExecTimeout.class).filter(p -> p.kind() == kind).findFirst()
        .map(ExecutorParam.PvfExecTimeout::timeout)
        .orElse(kind == ExecKind.BACKING ? BACKING_TIMEOUT : APPROVAL_TIMEOUT);
  }

  /** Whether the engine's bulk memory setting is on. */
  public boolean hasBulkMemory() {
    return all(ExecutorParam.WasmExtBulkMemory.class).findAny().isPresent();
  }

  /** Whether a set of host functions is enabled. */
  public boolean hasHostFunctions(HostFunctionSet set) {
    return all(ExecutorParam.EnabledHostFunction.class).anyMatch(p -> p.set() == set);
  }

  /** BLAKE2b-256 of the encoding; execute workers are matched by it. */
  public Hash hash() {
    return Hash.blake2b256(encode());
  }

  /** Hash of only those parameters that affect an artifact, by the rule of crates 26 and later. */
  public Hash prepHash() {
    ScaleWriter out = new ScaleWriter().raw(PREP_HASH_PREFIX);
    params.stream().filter(ExecutorParam::affectsPreparation).forEach(out::value);
    return Hash.blake2b256(out.toBytes());
  }

  /**
   * The same with the limit of the memory, for engines that write it into the artifact (crates 16 to 22). The hosts
   * of Parity leave it out all the same.
   */
  public Hash prepHashWithMemoryLimit() {
    ScaleWriter out = new ScaleWriter().raw(PREP_HASH_PREFIX);
    params.stream().filter(param -> param.affectsPreparation() || param instanceof ExecutorParam.MaxMemoryPages)
        .forEach(out::value);
    return Hash.blake2b256(out.toBytes());
  }

  private <T extends ExecutorParam> Stream<T> all(Class<T> type) {
    return params.stream().filter(type::isInstance).map(type::cast);
  }

  private <T extends ExecutorParam> Optional<T> last(Class<T> type) {
    return all(type).reduce((first, second) -> second);
  }
}

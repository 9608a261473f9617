package io.pvfhost.node;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.PrepKind;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;

/** The candidate of {@code pvf validate}, as given on the command line. */
final class CandidateOptions {

  private static final int MAX_PARAMS_BYTES = 64 << 10;
  /** Time for starting workers and waiting for them, on top of what preparation and execution may take. */
  private static final Duration START_MARGIN = Duration.ofSeconds(30);
  /** A SCALE compact length of at most 5 bytes precedes the block data of a PoV. */
  private static final int MAX_POV_BYTES = PvfLimits.MAX_BLOCK_DATA_BYTES + 5;

  @Option(names = "--code", required = true, paramLabel = "FILE",
      description = "Validation code: Wasm, plain or as a zstd blob.")
  private Path code;
  @Option(names = "--parent-head", required = true, paramLabel = "HEX|@FILE",
      description = "Head of the parent block.")
  private String parentHead;
  @ArgGroup(multiplicity = "1")
  private Block block;
  @Option(names = "--relay-parent-number", paramLabel = "N", defaultValue = "0",
      description = "Number of the relay parent; default 0.")
  private long relayParentNumber;
  @Option(names = "--relay-parent-storage-root", paramLabel = "HEX",
      description = "Storage root of the relay parent, 32 bytes; default zero.")
  private String relayParentStorageRoot;
  @Option(names = "--max-pov-size", paramLabel = "N", defaultValue = "" + PvfLimits.DEFAULT_MAX_POV_SIZE,
      description = "Largest encoded PoV in bytes; default ${DEFAULT-VALUE}.")
  private long maxPovSize;
  @Option(names = "--executor-params", paramLabel = "HEX|@FILE",
      description = "Executor params of the session, SCALE-encoded; default none.")
  private String executorParams;
  @Option(names = "--timeout", paramLabel = "TIME",
      description = "CPU time the candidate may take, such as 500ms or 2s; default that of the executor params for "
          + "backing, 2s when they do not say.")
  private String timeout;

  /** Block data in one of two forms. */
  static final class Block {

    @Option(names = "--block-data", required = true, paramLabel = "HEX|@FILE",
        description = "Block data, plain or as a zstd blob.")
    private String data;
    @Option(names = "--pov", required = true, paramLabel = "HEX|@FILE", description = "SCALE-encoded PoV.")
    private String pov;

    PoV read() {
      if (pov == null) {
        return new PoV(Inputs.bytes("--block-data", data, PvfLimits.MAX_BLOCK_DATA_BYTES));
      }
      return Inputs.scale("--pov", Inputs.bytes("--pov", pov, MAX_POV_BYTES), PoV::decode);
    }
  }

  /**
   * Reads the files and checks the values.
   *
   * @throws InputException naming the option
   */
  ExecuteRequest read() {
    ValidationCode validationCode = ValidationCode.of(Inputs.file("--code", code, PvfLimits.MAX_CODE_BYTES));
    PersistedValidationData validationData = new PersistedValidationData(
        Inputs.bytes("--parent-head", parentHead, PvfLimits.MAX_HEAD_BYTES),
        Inputs.u32("--relay-parent-number", relayParentNumber), storageRoot(),
        Inputs.u32("--max-pov-size", maxPovSize));
    ExecuteRequest.Builder builder = ExecuteRequest.builder(validationCode, validationData, block.read())
        .executorParams(params());
    if (timeout != null) {
      builder.executionTimeout(Inputs.time("--timeout", timeout, PvfLimits.MAX_TIME));
    }
    return checked(builder.build());
  }

  private Hash storageRoot() {
    if (relayParentStorageRoot == null) {
      return Hash.ZERO;
    }
    Bytes root = Inputs.bytes("--relay-parent-storage-root", relayParentStorageRoot, Hash.LENGTH);
    Inputs.inRange("--relay-parent-storage-root: length in bytes", root.length(), Hash.LENGTH, Hash.LENGTH);
    return new Hash(root);
  }

  private ExecutorParams params() {
    return executorParams == null ? ExecutorParams.EMPTY
        : Inputs.scale("--executor-params", Inputs.bytes("--executor-params", executorParams, MAX_PARAMS_BYTES),
            ExecutorParams::decode);
  }

  // A person waits as long as the job may take by its own limits, so these and not the deadline decide.
  private static ExecuteRequest checked(ExecuteRequest request) {
    Duration preparation = request.executorParams().prepTimeout(PrepKind.PREPARE);
    Duration longest = shorter(preparation, PvfLimits.MAX_TIME).plus(shorter(request.cpuBudget(), PvfLimits.MAX_TIME))
        .multipliedBy(PvfLimits.WALL_CLOCK_FACTOR).plus(START_MARGIN);
    try {
      ExecuteRequest bounded = request.toBuilder().deadline(shorter(longest, PvfLimits.MAX_TIME)).build();
      bounded.validate();
      return bounded;
    } catch (PvfException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}

package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code Result<PrepareWorkerSuccess, PrepareError>} (protocol description, section 3.7). */
public final class PrepareResultCodec implements Codec<PrepareResult> {

  private final Codec<Bytes> checksum;
  private final PrepareErrorCodec prepareError = new PrepareErrorCodec();

  /**
   * For the dialects with this checksum.
   *
   * @param checksum the one part in which dialects differ
   */
  public PrepareResultCodec(Codec<Bytes> checksum) {
    this.checksum = Objects.requireNonNull(checksum, "checksum");
  }

  @Override
  public void write(PrepareResult value, ScaleWriter out) {
    if (value instanceof PrepareResult.Failure failure) {
      prepareError.write(failure.error(), out.u8(1));
    } else {
      writeSuccess((PrepareResult.Success) value, out.u8(0));
    }
  }

  @Override
  public PrepareResult read(FieldReader in) throws ScaleException {
    int variant = in.variant("Result");
    return switch (variant) {
      case 0 -> readSuccess(in);
      case 1 -> new PrepareResult.Failure(prepareError.read(in));
      default -> throw in.unknown(variant);
    };
  }

  private void writeSuccess(PrepareResult.Success value, ScaleWriter out) {
    checksum.write(value.checksum(), out);
    PrepareStats stats = value.stats();
    out.duration(stats.cpuTime());
    writeMemory(stats.memory(), out);
    out.u32(stats.observedCodeLength());
  }

  private PrepareResult.Success readSuccess(FieldReader in) throws ScaleException {
    Bytes sum = checksum.read(in);
    Duration cpuTime = in.at("cpu_time_elapsed").duration();
    MemoryStats memory = readMemory(in);
    return new PrepareResult.Success(
        sum, new PrepareStats(cpuTime, memory, in.at("observed_wasm_code_len").u32()));
  }

  private static void writeMemory(MemoryStats value, ScaleWriter out) {
    out.option(value.tracker(), (writer, tracker) -> writer.u64(tracker.resident()).u64(tracker.allocated()));
    out.bool(value.maxRssKib().isPresent());
    value.maxRssKib().ifPresent(out::i64);
    out.u64(value.peakTrackedAlloc());
  }

  private static MemoryStats readMemory(FieldReader in) throws ScaleException {
    Optional<MemoryStats.Tracker> tracker = in.at("memory_tracker_stats")
        .option(reader -> new MemoryStats.Tracker(reader.u64(), reader.u64()));
    OptionalLong maxRss = in.at("max_rss").option(ScaleReader::i64).stream().mapToLong(Long::longValue).findFirst();
    return new MemoryStats(tracker, maxRss, in.at("peak_tracked_alloc").u64());
  }
}

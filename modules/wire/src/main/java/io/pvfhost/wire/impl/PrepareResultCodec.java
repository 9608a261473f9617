package io.pvfhost.wire.impl;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.MemoryStats;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.PrepareStats;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code Result<PrepareWorkerSuccess, PrepareError>} (protocol description, section 3.7). */
public final class PrepareResultCodec implements Codec<PrepareResult> {

  private final Codec<Bytes> checksum;
  private final Codec<PrepareResult> variants;

  /**
   * For the dialects with this checksum.
   *
   * @param checksum the one part in which dialects differ
   */
  public PrepareResultCodec(Codec<Bytes> checksum) {
    this.checksum = checksum;
    this.variants = Variants.<PrepareResult>named("Result")
        .with(0, PrepareResult.Success.class, this::writeSuccess, this::readSuccess)
        .with(1, PrepareResult.Failure.class, PrepareErrors.CODEC,
            PrepareResult.Failure::error, PrepareResult.Failure::new);
  }

  @Override
  public void write(PrepareResult value, ScaleWriter out) {
    variants.write(value, out);
  }

  @Override
  public PrepareResult read(FieldReader in) throws ScaleException {
    return variants.read(in);
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

package io.pvfhost.api;

import java.time.Duration;

/**
 * Upper bounds of everything that crosses the event bus. They protect the host, not the chain: limits of the chain
 * come with each job ({@code maxPovSize}, executor params) and are lower. Sizes are bytes.
 */
public final class PvfLimits {

  /**
   * Largest validation code blob, compressed or plain; above the largest plain code of today's relay chains (30 MiB).
   */
  public static final int MAX_CODE_BYTES = 32 << 20;

  /** Largest block data of a PoV as given, compressed or plain; above the largest decompressed PoV (40 MiB). */
  public static final int MAX_BLOCK_DATA_BYTES = 64 << 20;

  /** Largest parent head. */
  public static final int MAX_HEAD_BYTES = 1 << 20;

  /** Largest encoded result of the validation code; no more fits the default memory of a PVF (130 MiB). */
  public static final int MAX_RESULT_BYTES = 132 << 20;

  /** Most executor params in one set; a legal set has at most ten. */
  public static final int MAX_EXECUTOR_PARAMS = 64;

  /** Longest time one job may be given. */
  public static final Duration MAX_TIME = Duration.ofHours(24);

  /** A worker may use this many times its CPU budget of wall-clock time before it is killed (spec 4). */
  public static final int WALL_CLOCK_FACTOR = 4;

  /** Longest reason message, in characters; longer ones are cut. */
  public static final int MAX_MESSAGE_CHARS = 8192;

  /** Longest line of evidence, in characters; longer ones are cut. */
  public static final int MAX_EVIDENCE_CHARS = 1024;

  /** Most lines of evidence kept with one attempt. */
  public static final int MAX_EVIDENCE_LINES = 32;

  /** Most attempts reported for one job. */
  public static final int MAX_ATTEMPTS = 16;

  /** Most hosts reported of a cluster. */
  public static final int MAX_HOSTS = 4096;

  /** Most causes of refusals reported by a node. */
  public static final int MAX_CAUSES = 64;

  /** Longest identifier: job id, host id, worker version, dialect, confinement. */
  public static final int MAX_NAME_CHARS = 128;

  /** Largest encoded PoV when a JSON request does not say: what today's relay chains allow (10 MiB). */
  public static final int DEFAULT_MAX_POV_SIZE = 10 << 20;

  private PvfLimits() {
  }
}

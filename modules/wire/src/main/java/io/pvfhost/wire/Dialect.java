package io.pvfhost.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.impl.CodeBombLimit;
import io.pvfhost.wire.impl.Codec;
import io.pvfhost.wire.impl.ContextualRequest;
import io.pvfhost.wire.impl.ExecuteRequestCodec;
import io.pvfhost.wire.impl.ExecuteResultCodec;
import io.pvfhost.wire.impl.ExecutorParamsCodec;
import io.pvfhost.wire.impl.FourFrameRequest;
import io.pvfhost.wire.impl.Handshakes;
import io.pvfhost.wire.impl.HexChecksum;
import io.pvfhost.wire.impl.JobResponseCodec;
import io.pvfhost.wire.impl.Message;
import io.pvfhost.wire.impl.OneFrameRequest;
import io.pvfhost.wire.impl.PrepareRequestCodec;
import io.pvfhost.wire.impl.PrepareResultCodec;
import io.pvfhost.wire.impl.RawChecksum;
import io.pvfhost.wire.impl.ThreeFrameRequest;
import io.pvfhost.wire.impl.Unsent;
import io.pvfhost.wire.impl.ValidationContextCodec;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One form of the worker protocol (protocol description, section 0.2): a table with one codec for each message. Host
 * and worker are told the dialect once, at start, and never ask which one it is. Immutable, for all threads.
 *
 * <p>Encoders throw {@link IllegalArgumentException} for a message the dialect cannot express, for instance
 * {@link JobResponse.CorruptedArtifact} in dialect S. Decoders read from the front and ignore bytes that are left over
 * (section 2); they allocate no more than a small multiple of the payload.
 */
public final class Dialect {

  private static final ExecutorParamsCodec BEFORE_HOST_FUNCTIONS =
      new ExecutorParamsCodec(Set.of(ExecutorParam.EnabledHostFunction.class));
  private static final ExecutorParamsCodec ALL_PARAMS = new ExecutorParamsCodec(Set.of());

  /** The dialect of node versions 1.16 and 1.17, crates 16 to 18. */
  public static final Dialect S = older("S", new Unsent<>(12L << 20));
  /** The dialect of node version 1.18, crate 19. */
  public static final Dialect S6 = older("S6", new CodeBombLimit());
  /** The dialect of node version 1.19, crate 20. */
  public static final Dialect S4 = checking("S4", BEFORE_HOST_FUNCTIONS, new FourFrameRequest());
  /** The dialect of node versions 1.20 and 1.21, crates 22 to 25. */
  public static final Dialect R1 = checking("R1", BEFORE_HOST_FUNCTIONS, new OneFrameRequest());
  /** The dialect of node versions 1.22 to 1.24, crates 26 to 28: an unknown descriptor version is one byte. */
  public static final Dialect R2_26 =
      checking("R2-26", ALL_PARAMS, new ContextualRequest(new ValidationContextCodec(false)));
  /** The dialect of node version 1.25, crate 29. */
  public static final Dialect R2 =
      checking("R2", ALL_PARAMS, new ContextualRequest(new ValidationContextCodec(true)));

  private static final List<Dialect> ALL = List.of(S, S6, S4, R1, R2_26, R2);
  private static final Pattern NODE_VERSION = Pattern.compile("1\\.(\\d{1,6})\\.\\d");
  /** Each from the minor number of a node version on. */
  private static final NavigableMap<Integer, Dialect> BY_NODE_MINOR =
      new TreeMap<>(Map.of(16, S, 18, S6, 19, S4, 20, R1, 22, R2_26, 25, R2));

  private final String name;
  private final int povBombLimit;
  private final Message<SecurityStatus> securityStatus;
  private final Message<ExecuteHandshake> executeHandshake;
  private final ExecuteRequestCodec executeRequest;
  private final Message<ExecuteResult> executeResult;
  private final Message<PrepareRequest> prepareRequest;
  private final Message<PrepareResult> prepareResult;
  private final Function<byte[], Optional<Bytes>> artifactChecksum;

  private Dialect(
      String name,
      int povBombLimit,
      Codec<ExecutorParams> executorParams,
      ExecuteRequestCodec executeRequest,
      Codec<ExecuteResult> executeResult,
      Codec<Long> codeBombLimit,
      Codec<PrepareResult> prepareResult,
      Function<byte[], Optional<Bytes>> artifactChecksum) {
    this.name = name;
    this.povBombLimit = povBombLimit;
    this.securityStatus = new Message<>("security status", Handshakes.SECURITY_STATUS);
    this.executeHandshake = new Message<>("execute handshake", Handshakes.execute(executorParams));
    this.executeRequest = executeRequest;
    this.executeResult = new Message<>("execute result", executeResult);
    this.prepareRequest =
        new Message<>("prepare request", new PrepareRequestCodec(codeBombLimit, executorParams));
    this.prepareResult = new Message<>("prepare result", prepareResult);
    this.artifactChecksum = artifactChecksum;
  }

  /** A dialect whose execute workers do not check artifacts. */
  private static Dialect older(String name, Codec<Long> codeBombLimit) {
    return new Dialect(
        name,
        20 << 20,
        BEFORE_HOST_FUNCTIONS,
        new ThreeFrameRequest(),
        new ExecuteResultCodec(new JobResponseCodec(4)),
        codeBombLimit,
        new PrepareResultCodec(new HexChecksum()),
        artifact -> Optional.empty());
  }

  /** A dialect whose execute workers are told the checksum that the artifact must have. */
  private static Dialect checking(String name, ExecutorParamsCodec params, ExecuteRequestCodec executeRequest) {
    return new Dialect(
        name,
        40 << 20,
        params,
        executeRequest,
        new ExecuteResultCodec(new JobResponseCodec(5)),
        new CodeBombLimit(),
        new PrepareResultCodec(new RawChecksum()),
        artifact -> Optional.of(Bytes.wrap(Digests.twox256(artifact))));
  }

  /**
   * The dialect of a name, as written in configuration.
   *
   * @param name for instance {@code S}
   * @throws IllegalArgumentException if there is none; the text lists those there are
   */
  public static Dialect named(String name) {
    return ALL.stream()
        .filter(dialect -> dialect.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no dialect " + name + ", there are " + ALL));
  }

  /**
   * The dialect that Parity's workers of a node version speak (protocol description, section 0.3).
   *
   * @param nodeVersion what they print for {@code --version}, for instance {@code 1.20.1}
   * @throws IllegalArgumentException if the text is no such version, or one whose workers speak no dialect known here
   */
  public static Dialect ofNodeVersion(String nodeVersion) {
    Matcher version = NODE_VERSION.matcher(nodeVersion);
    Map.Entry<Integer, Dialect> since =
        version.lookingAt() ? BY_NODE_MINOR.floorEntry(Integer.valueOf(version.group(1))) : null;
    if (since == null) {
      throw new IllegalArgumentException("no dialect is known for workers of node version " + nodeVersion
          + ": name one of " + ALL);
    }
    return since.getValue();
  }

  /** Its name in the protocol description; of R2 before crate 29, {@code R2-26}. */
  public String name() {
    return name;
  }

  /**
   * Whether a job carries its candidate's context, which a validation function of a V3 descriptor needs (section
   * 3.4).
   */
  public boolean carriesValidationContext() {
    return executeRequest.carriesValidationContext();
  }

  /** Bytes a decompressed PoV may have; a constant of the workers that speak this dialect (section 5.1). */
  public int povBombLimit() {
    return povBombLimit;
  }

  /**
   * The checksum by which execute workers know an artifact (protocol description, section 3.4); empty where the dialect
   * does not send it to them.
   *
   * @param artifact the whole file
   */
  public Optional<Bytes> artifactChecksum(byte[] artifact) {
    return artifactChecksum.apply(artifact);
  }

  /** Encodes the first frame to any worker. */
  public byte[] encodeSecurityStatus(SecurityStatus status) {
    return securityStatus.encode(status);
  }

  /** Decodes the first frame to any worker. */
  public SecurityStatus decodeSecurityStatus(byte[] payload) throws WireException {
    return securityStatus.decode(payload);
  }

  /** Encodes the second frame to an execute worker. */
  public byte[] encodeExecuteHandshake(ExecuteHandshake handshake) {
    return executeHandshake.encode(handshake);
  }

  /** Decodes the second frame to an execute worker. */
  public ExecuteHandshake decodeExecuteHandshake(byte[] payload) throws WireException {
    return executeHandshake.decode(payload);
  }

  /** How many frames one execute job takes from host to worker. */
  public int executeRequestFrames() {
    return executeRequest.frames();
  }

  /**
   * Encodes a job for an execute worker, without copying its block data.
   *
   * @return as many payloads as {@link #executeRequestFrames} says, in sending order
   */
  public List<Payload> encodeExecuteRequest(ExecuteRequest request) {
    return executeRequest.encode(request);
  }

  /**
   * Decodes a job for an execute worker.
   *
   * @param frames payloads in the order in which they came
   * @return the job; what the dialect does not carry is empty
   * @throws WireException if a payload is not what it should be; its {@link WireException#messageName} tells which
   * @throws IllegalArgumentException if there are not {@link #executeRequestFrames} payloads
   */
  public ExecuteRequest decodeExecuteRequest(List<byte[]> frames) throws WireException {
    if (frames.size() != executeRequest.frames()) {
      throw new IllegalArgumentException(
          frames.size() + " frames, a job of dialect " + name + " has " + executeRequest.frames());
    }
    return executeRequest.decode(frames);
  }

  /** Encodes the answer of an execute worker. */
  public byte[] encodeExecuteResult(ExecuteResult result) {
    return executeResult.encode(result);
  }

  /** Decodes the answer of an execute worker. */
  public ExecuteResult decodeExecuteResult(byte[] payload) throws WireException {
    return executeResult.decode(payload);
  }

  /** Encodes a job for a prepare worker. */
  public byte[] encodePrepareRequest(PrepareRequest request) {
    return prepareRequest.encode(request);
  }

  /** Decodes a job for a prepare worker. */
  public PrepareRequest decodePrepareRequest(byte[] payload) throws WireException {
    return prepareRequest.decode(payload);
  }

  /** Encodes the answer of a prepare worker. */
  public byte[] encodePrepareResult(PrepareResult result) {
    return prepareResult.encode(result);
  }

  /** Decodes the answer of a prepare worker. */
  public PrepareResult decodePrepareResult(byte[] payload) throws WireException {
    return prepareResult.decode(payload);
  }

  @Override
  public String toString() {
    return name;
  }
}

package io.pvfhost.wire;

import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.impl.Codec;
import io.pvfhost.wire.impl.ExecuteRequestCodec;
import io.pvfhost.wire.impl.ExecuteResultCodec;
import io.pvfhost.wire.impl.ExecutorParamsCodec;
import io.pvfhost.wire.impl.Handshakes;
import io.pvfhost.wire.impl.HexChecksum;
import io.pvfhost.wire.impl.JobResponseCodec;
import io.pvfhost.wire.impl.Message;
import io.pvfhost.wire.impl.PrepareRequestCodec;
import io.pvfhost.wire.impl.PrepareResultCodec;
import io.pvfhost.wire.impl.ThreeFrameRequest;
import io.pvfhost.wire.impl.Unsent;

import java.util.List;

/**
 * One form of the worker protocol (protocol description, section 0.2): a table with one codec for each message. Host
 * and worker are told the dialect once, at start, and never ask which one it is. Immutable, for all threads.
 *
 * <p>Encoders throw {@link IllegalArgumentException} for a message the dialect cannot express, for instance
 * {@link JobResponse.CorruptedArtifact} in dialect S. Decoders read from the front and ignore bytes that are left over
 * (section 2); they allocate no more than a small multiple of the payload.
 */
public final class Dialect {

  /** The dialect of node versions 1.16 and 1.17. */
  public static final Dialect S = s();

  private static final List<Dialect> ALL = List.of(S);

  private final String name;
  private final int povBombLimit;
  private final Message<SecurityStatus> securityStatus;
  private final Message<ExecuteHandshake> executeHandshake;
  private final ExecuteRequestCodec executeRequest;
  private final Message<ExecuteResult> executeResult;
  private final Message<PrepareRequest> prepareRequest;
  private final Message<PrepareResult> prepareResult;

  private Dialect(
      String name,
      int povBombLimit,
      Codec<ExecutorParams> executorParams,
      ExecuteRequestCodec executeRequest,
      Codec<ExecuteResult> executeResult,
      Codec<Long> codeBombLimit,
      Codec<PrepareResult> prepareResult) {
    this.name = name;
    this.povBombLimit = povBombLimit;
    this.securityStatus = new Message<>("security status", Handshakes.SECURITY_STATUS);
    this.executeHandshake = new Message<>("execute handshake", Handshakes.execute(executorParams));
    this.executeRequest = executeRequest;
    this.executeResult = new Message<>("execute result", executeResult);
    this.prepareRequest =
        new Message<>("prepare request", new PrepareRequestCodec(codeBombLimit, executorParams));
    this.prepareResult = new Message<>("prepare result", prepareResult);
  }

  private static Dialect s() {
    return new Dialect(
        "S",
        20 << 20,
        new ExecutorParamsCodec(ExecutorParam.EnabledHostFunction.class),
        new ThreeFrameRequest(),
        new ExecuteResultCodec(new JobResponseCodec()),
        new Unsent<>(12L << 20),
        new PrepareResultCodec(new HexChecksum()));
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

  /** Its name in the protocol description. */
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

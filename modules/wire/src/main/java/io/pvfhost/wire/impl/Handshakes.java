package io.pvfhost.wire.impl;

import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.SecurityStatus;

/** Codecs of the frames a worker is greeted with (protocol description, section 3.2). */
public final class Handshakes {

  /** The first frame, the same in all dialects. */
  public static final Codec<SecurityStatus> SECURITY_STATUS = new SecurityStatusCodec();

  private Handshakes() {
  }

  /**
   * The second frame to an execute worker.
   *
   * @param executorParams those the dialect knows
   */
  public static Codec<ExecuteHandshake> execute(Codec<ExecutorParams> executorParams) {
    return new ExecuteHandshakeCodec(executorParams);
  }

  private record SecurityStatusCodec() implements Codec<SecurityStatus> {

    @Override
    public void write(SecurityStatus value, ScaleWriter out) {
      out.bool(value.secureValidatorMode())
          .bool(value.canEnableLandlock())
          .bool(value.canEnableSeccomp())
          .bool(value.canUnshareUserNamespaceAndChangeRoot())
          .bool(value.canDoSecureClone());
    }

    @Override
    public SecurityStatus read(FieldReader in) throws ScaleException {
      return new SecurityStatus(
          in.at("secure_validator_mode").bool(),
          in.at("can_enable_landlock").bool(),
          in.at("can_enable_seccomp").bool(),
          in.at("can_unshare_user_namespace_and_change_root").bool(),
          in.at("can_do_secure_clone").bool());
    }
  }

  private record ExecuteHandshakeCodec(Codec<ExecutorParams> executorParams) implements Codec<ExecuteHandshake> {

    @Override
    public void write(ExecuteHandshake value, ScaleWriter out) {
      executorParams.write(value.params(), out);
    }

    @Override
    public ExecuteHandshake read(FieldReader in) throws ScaleException {
      return new ExecuteHandshake(executorParams.read(in));
    }
  }
}

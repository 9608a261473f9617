package io.pvfhost.cluster.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.cluster.PeerProtocol;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

/**
 * What an envelope carries:
 *
 * <pre>
 * | protocol u8 | op u8     | body, SCALE |      of calls, one-way messages and adverts
 * | protocol u8 | status u8 | body, SCALE |      of answers: 0 and the answer, or 1 and a refusal
 * </pre>
 */
final class Payloads {

  private static final int OK = 0;
  private static final int REFUSED = 1;

  private Payloads() {
  }

  static <Q> void writeRequest(Op<Q, ?> op, Q request, ScaleWriter out) {
    out.u8(PeerProtocol.NEWEST).u8(op.code());
    op.request().write(request, out);
  }

  static <A> void writeAnswer(Op<?, A> op, A answer, ScaleWriter out) {
    out.u8(PeerProtocol.NEWEST).u8(OK);
    op.answer().write(answer, out);
  }

  static void writeRefusal(PvfException refusal, ScaleWriter out) {
    out.u8(PeerProtocol.NEWEST).u8(REFUSED);
    PeerWire.REFUSAL.write(refusal, out);
  }

  /**
   * Reads up to the number of the operation.
   *
   * @throws RefusedException UNSUPPORTED, if its version is not known here
   */
  static int readOp(ScaleReader in) throws RefusedException {
    try {
      checkProtocol(in);
      return in.u8();
    } catch (ScaleException tooShort) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
  }

  /**
   * Reads an answer.
   *
   * @throws PvfException the refusal, if it is one
   */
  static <A> A readAnswer(Op<?, A> op, ScaleReader in) throws RefusedException {
    int status;
    try {
      checkProtocol(in);
      status = in.u8();
    } catch (ScaleException tooShort) {
      throw RefusedException.Cause.MALFORMED.exception();
    }
    return switch (status) {
      case OK -> op.answer().read(in);
      case REFUSED -> throw PeerWire.REFUSAL.read(in);
      default -> throw RefusedException.Cause.MALFORMED.exception();
    };
  }

  /** The refusal of a call that this node does not know. */
  static PvfException unsupported(RefusedException.Cause cause) {
    return cause == RefusedException.Cause.UNSUPPORTED
        ? new PvfException(FailureCode.UNAVAILABLE, "unsupported: this node speaks versions " + PeerProtocol.OLDEST
            + " to " + PeerProtocol.NEWEST + " of the peer protocol, and not every operation of later ones")
        : new PvfException(FailureCode.MALFORMED, "the body is not that of the operation");
  }

  private static void checkProtocol(ScaleReader in) throws ScaleException, RefusedException {
    int protocol = in.u8();
    if (protocol < PeerProtocol.OLDEST || protocol > PeerProtocol.NEWEST) {
      throw RefusedException.Cause.UNSUPPORTED.exception();
    }
  }
}

package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.impl.ecc.CurveCalls;
import io.pvfhost.engine.impl.ecc.CurveResult;

import java.util.Optional;

/**
 * The elliptic-curve functions. Nothing of what they use is loaded before one is called: hence lambdas, for a reference
 * to a method loads its class when it is made.
 */
final class CurveFunctions {

  private static final String PREFIX = "ext_host_calls_";
  private static final String SUFFIX = "_version_1";

  private CurveFunctions() {}

  /** What a function does with two arguments and its output. */
  private interface Call {
    int run(byte[] first, byte[] second, byte[] output);
  }

  static Optional<HostFunction> find(String name) {
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    return switch (name.substring(PREFIX.length(), Math.max(PREFIX.length(), name.length() - SUFFIX.length()))) {
      case "bls12_381_multi_miller_loop" -> function(name, CurveFunctions::multiMillerLoop);
      case "bls12_381_final_exponentiation" ->
          HostFunction.known(name, Signatures.SPAN_TO_I32, CurveFunctions::exponentiate);
      case "bls12_381_msm_g1" -> function(name, (a, b, out) -> CurveCalls.sumG1(a, b, out));
      case "bls12_381_msm_g2" -> function(name, (a, b, out) -> CurveCalls.sumG2(a, b, out));
      case "bls12_381_mul_g1" -> function(name, (a, b, out) -> CurveCalls.multiplyG1(a, b, out));
      case "bls12_381_mul_g2" -> function(name, (a, b, out) -> CurveCalls.multiplyG2(a, b, out));
      case "ed_on_bls12_381_bandersnatch_msm" -> function(name, (a, b, out) -> CurveCalls.sumBandersnatch(a, b, out));
      case "ed_on_bls12_381_bandersnatch_mul" ->
          function(name, (a, b, out) -> CurveCalls.multiplyBandersnatch(a, b, out));
      case "pallas_msm" -> function(name, (a, b, out) -> CurveCalls.sumPallas(a, b, out));
      case "pallas_mul" -> function(name, (a, b, out) -> CurveCalls.multiplyPallas(a, b, out));
      case "vesta_msm" -> function(name, (a, b, out) -> CurveCalls.sumVesta(a, b, out));
      case "vesta_mul" -> function(name, (a, b, out) -> CurveCalls.multiplyVesta(a, b, out));
      default -> Optional.empty();
    };
  }

  /** The output starts as zeros, whatever is in memory, and is written back even if the function fails. */
  private static Optional<HostFunction> function(String name, Call call) {
    return HostFunction.known(name, Signatures.SPAN_SPAN_SPAN_TO_I32, (guest, args) -> {
      byte[] first = guest.read(args[0]);
      byte[] second = guest.read(args[1]);
      guest.checkSpan(args[2]);
      byte[] output = new byte[Guest.length(args[2])];
      int result = call.run(first, second, output);
      guest.write(args[2], output);
      return result;
    });
  }

  /** Where all others tell that lengths differ, this one panics. */
  private static int multiMillerLoop(byte[] first, byte[] second, byte[] output) {
    int result = CurveCalls.multiMillerLoop(first, second, output);
    if (result == CurveResult.LENGTHS_DIFFER.code()) {
      throw HostTrap.panic("itertools: .zip_eq() reached end of one iterator before the other");
    }
    return result;
  }

  private static long exponentiate(Guest guest, long[] args) {
    byte[] target = guest.read(args[0]);
    int result = CurveCalls.finalExponentiation(target);
    guest.write(args[0], target);
    return result;
  }
}

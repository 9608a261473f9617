package io.pvfhost.tests.node;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.node.load.AdderJobs;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.samples.Adder;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers of hosts that there are not, to candidates of the adder. */
final class FakeHosts {

  /** Adder blocks only. */
  static final LoadMix ADDER = new LoadMix(List.of(new LoadMix.Part(new AdderJobs(), 1)));

  private FakeHosts() {
  }

  /** What a host named {@code a} answers. */
  static ExecuteReply right(ExecuteRequest request) {
    return valid(request, result(request), List.of(attempt(1, "a", ReasonCode.OK)));
  }

  static ExecuteReply valid(ExecuteRequest request, ValidationResult result, List<Attempt> attempts) {
    return reply(request, new Reason(ReasonCode.OK, ""), Optional.of(result), attempts);
  }

  static ExecuteReply without(ExecuteRequest request, ReasonCode reason, String message) {
    return reply(request, new Reason(reason, message), Optional.empty(), List.of(attempt(1, "b", reason)));
  }

  static Attempt attempt(int number, String host, ReasonCode reason) {
    return new Attempt(number, host, Optional.empty(), new Reason(reason, ""), Duration.ZERO, Duration.ZERO, List.of());
  }

  static ValidationResult result(ExecuteRequest request) {
    return Adder.validate(new ValidationParams(request.pvd().parentHead(), request.pov().blockData(),
        request.pvd().relayParentNumber(), request.pvd().relayParentStorageRoot(), Optional.empty()));
  }

  private static ExecuteReply reply(ExecuteRequest request, Reason reason, Optional<ValidationResult> result,
      List<Attempt> attempts) {
    return new ExecuteReply(request.jobId(), reason.code().verdict(), reason, result, request.code().hash(), 0,
        Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty(), attempts);
  }
}

package io.pvfhost.tests.wire;

import io.pvfhost.tests.wire.Features.Said;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.ExecuteRequest;
import io.pvfhost.wire.ExecuteResult;
import io.pvfhost.wire.PrepareRequest;
import io.pvfhost.wire.PrepareResult;
import io.pvfhost.wire.SecurityStatus;
import io.pvfhost.wire.WireException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What was encoded decodes to the same, with anything behind it, and never when a piece is missing. */
class RoundTripTest {

  /** Of a long message only so many prefixes are tried, evenly spread. */
  private static final int PREFIXES = 300;

  @Property(tries = 100)
  void securityStatus(@ForAll("securityStatuses") Said<SecurityStatus> said) throws WireException {
    check(said.message(), said.dialect()::encodeSecurityStatus, said.dialect()::decodeSecurityStatus);
  }

  @Property(tries = 600)
  void executeHandshake(@ForAll("executeHandshakes") Said<ExecuteHandshake> said) throws WireException {
    check(said.message(), said.dialect()::encodeExecuteHandshake, said.dialect()::decodeExecuteHandshake);
  }

  @Property(tries = 1000)
  void executeResult(@ForAll("executeResults") Said<ExecuteResult> said) throws WireException {
    check(said.message(), said.dialect()::encodeExecuteResult, said.dialect()::decodeExecuteResult);
  }

  @Property(tries = 600)
  void prepareRequest(@ForAll("prepareRequests") Said<PrepareRequest> said) throws WireException {
    check(said.message(), said.dialect()::encodePrepareRequest, said.dialect()::decodePrepareRequest);
  }

  @Property(tries = 1000)
  void prepareResult(@ForAll("prepareResults") Said<PrepareResult> said) throws WireException {
    check(said.message(), said.dialect()::encodePrepareResult, said.dialect()::decodePrepareResult);
  }

  @Property(tries = 400)
  void executeRequest(@ForAll("executeRequests") Said<ExecuteRequest> said) throws WireException {
    List<byte[]> frames = Messages.frames(said.dialect(), said.message());
    for (int i = 0; i < frames.size(); i++) {
      int changed = i;
      check(said.message(), ignored -> frames.get(changed),
          payload -> said.dialect().decodeExecuteRequest(with(frames, changed, payload)));
    }
  }

  private static List<byte[]> with(List<byte[]> frames, int index, byte[] payload) {
    List<byte[]> changed = new ArrayList<>(frames);
    changed.set(index, payload);
    return changed;
  }

  private static <T> void check(T value, Function<T, byte[]> encode, Golden.Decoder<T> decode) throws WireException {
    byte[] bytes = encode.apply(value);
    assertEquals(value, decode.decode(bytes));
    assertEquals(value, decode.decode(Arrays.copyOf(bytes, bytes.length + 5)));
    int step = bytes.length / PREFIXES + 1;
    for (int length = bytes.length - 1; length >= 0; length -= step) {
      byte[] prefix = Arrays.copyOf(bytes, length);
      assertThrows(WireException.class, () -> decode.decode(prefix), () -> "prefix of " + prefix.length);
    }
  }

  @Provide
  Arbitrary<Said<SecurityStatus>> securityStatuses() {
    return Features.any(features -> Messages.securityStatuses());
  }

  @Provide
  Arbitrary<Said<ExecuteHandshake>> executeHandshakes() {
    return Features.any(Messages::executeHandshakes);
  }

  @Provide
  Arbitrary<Said<ExecuteRequest>> executeRequests() {
    return Features.any(Messages::executeRequests);
  }

  @Provide
  Arbitrary<Said<ExecuteResult>> executeResults() {
    return Features.any(Messages::executeResults);
  }

  @Provide
  Arbitrary<Said<PrepareRequest>> prepareRequests() {
    return Features.any(Messages::prepareRequests);
  }

  @Provide
  Arbitrary<Said<PrepareResult>> prepareResults() {
    return Features.any(features -> Messages.prepareResults());
  }
}

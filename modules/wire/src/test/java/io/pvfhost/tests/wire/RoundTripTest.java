package io.pvfhost.tests.wire;

import io.pvfhost.wire.Dialect;
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

  private static final Dialect DIALECT = Dialect.S;
  /** Of a long message only so many prefixes are tried, evenly spread. */
  private static final int PREFIXES = 300;

  @Property(tries = 50)
  void securityStatus(@ForAll("securityStatuses") SecurityStatus value) throws WireException {
    check(value, DIALECT::encodeSecurityStatus, DIALECT::decodeSecurityStatus);
  }

  @Property(tries = 200)
  void executeHandshake(@ForAll("executeHandshakes") ExecuteHandshake value) throws WireException {
    check(value, DIALECT::encodeExecuteHandshake, DIALECT::decodeExecuteHandshake);
  }

  @Property(tries = 500)
  void executeResult(@ForAll("executeResults") ExecuteResult value) throws WireException {
    check(value, DIALECT::encodeExecuteResult, DIALECT::decodeExecuteResult);
  }

  @Property(tries = 200)
  void prepareRequest(@ForAll("prepareRequests") PrepareRequest value) throws WireException {
    check(value, DIALECT::encodePrepareRequest, DIALECT::decodePrepareRequest);
  }

  @Property(tries = 500)
  void prepareResult(@ForAll("prepareResults") PrepareResult value) throws WireException {
    check(value, DIALECT::encodePrepareResult, DIALECT::decodePrepareResult);
  }

  @Property(tries = 100)
  void executeRequest(@ForAll("executeRequests") ExecuteRequest value) throws WireException {
    List<byte[]> frames = Messages.frames(value);
    for (int i = 0; i < frames.size(); i++) {
      int changed = i;
      check(value, ignored -> frames.get(changed),
          payload -> DIALECT.decodeExecuteRequest(with(frames, changed, payload)));
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
  Arbitrary<SecurityStatus> securityStatuses() {
    return Messages.securityStatuses();
  }

  @Provide
  Arbitrary<ExecuteHandshake> executeHandshakes() {
    return Messages.executeHandshakes();
  }

  @Provide
  Arbitrary<ExecuteRequest> executeRequests() {
    return Messages.executeRequests();
  }

  @Provide
  Arbitrary<ExecuteResult> executeResults() {
    return Messages.executeResults();
  }

  @Provide
  Arbitrary<PrepareRequest> prepareRequests() {
    return Messages.prepareRequests();
  }

  @Provide
  Arbitrary<PrepareResult> prepareResults() {
    return Messages.prepareResults();
  }
}

package io.pvfhost.tests.api;

import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.ClusterRequest;
import io.pvfhost.api.DispatchReport;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.HostReport;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.StatusRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.impl.ClusterWire;
import io.pvfhost.api.impl.ExecuteWire;
import io.pvfhost.api.impl.PrepareWire;
import io.pvfhost.api.impl.StatusWire;
import io.pvfhost.api.impl.WireCodec;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Hash;
import io.vertx.core.buffer.Buffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Domain(MessageArbitraries.class)
@Domain(DomainContext.Global.class)
class WireCodecTest {

  private static final String ZEROS = "00".repeat(8);
  private static final String SECOND = "0100000000000000" + "00000000";
  private static final String NO_TIME = ZEROS + "00000000";
  private static final String RULES = "10" + "32363033";
  private static final String CODE_HASH = "f6a5dbf080e9c9d7834145653bce4c8cded62e664d7ddcdb5c526f5877006d74";

  @Example
  void executeRequestHasItsGoldenBytes() {
    ExecuteRequest request = Messages.request().kind(ExecutionKind.APPROVAL).deadline(Duration.ofSeconds(1))
        .relayParent(Optional.of(Hash.ZERO)).descriptorVersion(CandidateDescriptorVersion.unknown(9)).build();
    String body = "14" + "6a6f622d31" + "20" + "617070726f76616c" + "01" + SECOND + "00" + "00" + "01" + "00".repeat(32)
        + "00" + "0309" + "00" + "00" + "0c01020307000000" + "11".repeat(32) + "00005000" + "08aabb"
        + "01" + "200061736d01000000";
    assertEquals("01" + "7d000000" + body, hex(ExecuteWire.REQUEST, request));
  }

  @Example
  void executeReplyHasItsGoldenBytes() {
    ExecuteReply reply = Messages.without("j", new Reason(ReasonCode.DEADLINE, "late"));
    String reason = "20" + "646561646c696e65" + "10" + "6c617465";
    String attempt = "01000000" + "18" + "686f73742d62" + "00" + reason + NO_TIME + ZEROS + "00127a00"
        + "04" + "18" + "6b696c6c6564";
    String body = "04" + "6a" + reason + "00" + Messages.CODE.hash().toHex() + ZEROS + NO_TIME + ZEROS + "40548900"
        + ZEROS + "40420f00" + "00" + "04" + attempt;
    assertEquals("01" + "99000000" + body, hex(ExecuteWire.REPLY, reply));
  }

  @Example
  void prepareRequestHasItsGoldenBytes() {
    ValidationCode code = ValidationCode.ofHash(Messages.CODE.hash());
    PrepareRequest request = PrepareRequest.of(code).asPrecheck();
    assertEquals("01" + "24000000" + "00" + "01" + "00" + "00" + CODE_HASH, hex(PrepareWire.REQUEST, request));
  }

  @Example
  void prepareReplyHasItsGoldenBytes() {
    String body = CODE_HASH + "01" + "086f6b" + "00" + "00" + "01" + ZEROS + "80b2e60e" + ZEROS + "00a3e111"
        + "0010000000000000" + "0800000000000000" + "0000500000000000" + RULES;
    assertEquals("01" + "5c000000" + body, hex(PrepareWire.REPLY, Messages.prepared()));
  }

  @Example
  void statusMessagesHaveTheirGoldenBytes() {
    assertEquals("01" + "00000000", hex(StatusWire.REQUEST, new StatusRequest()));
    assertEquals("01" + "9d000000" + "18" + "686f73742d61" + "01" + u64(4, 3, 1, 2, 1) + u64(0, 0, 0, 0, 0)
        + u64(5, 100) + u64(10, 2, 1) + u64(3) + u64(2) + u64(8192) + RULES, hex(StatusWire.REPLY, Messages.status()));
  }

  @Example
  void clusterMessagesHaveTheirGoldenBytes() {
    assertEquals("01" + "00000000", hex(ClusterWire.REQUEST, new ClusterRequest()));
    String host = "18" + "686f73742d61" + "08" + "3066" + "14" + "616c697665" + u64(4, 1, 0) + "14" + "302e312e30"
        + RULES + "0c" + "312d32" + u64(250) + "00";
    assertEquals("01" + "8d000000" + "18" + "6e6f64652d61" + "04" + host + u64(1, 9, 2, 3, 100, 7)
        + "08" + "04" + "61" + u64(2) + "04" + "7a" + u64(1), hex(ClusterWire.REPLY, Messages.cluster()));
  }

  @Example
  void causesOutOfOrderAreRefused() {
    Buffer wire = encode(ClusterWire.REPLY, Messages.cluster());
    wire.setByte(wire.length() - 9, (byte) 'a');
    assertRefused(ClusterWire.REPLY, wire, FailureCode.MALFORMED, "pvf.v1.cluster-reply: cause a after a");
  }

  @Example
  void theLargestClusterFits() {
    String name = "x".repeat(PvfLimits.MAX_NAME_CHARS);
    StatusReply status = new StatusReply(name, true, StatusReply.Workers.NONE, StatusReply.Workers.NONE, 0, 0,
        new StatusReply.Jobs(0, 0, 0), 0, 0, 0, name);
    HostReport host = new HostReport(name, name, name, 1, 1, 1, name, name, name, 1, Optional.of(status));
    Map<String, Long> causes = IntStream.range(0, PvfLimits.MAX_CAUSES).boxed()
        .collect(Collectors.toMap(i -> (i + name).substring(0, PvfLimits.MAX_NAME_CHARS), i -> 1L));
    ClusterReply reply = new ClusterReply(name, Collections.nCopies(PvfLimits.MAX_HOSTS, host),
        new DispatchReport(1, 1, 1, 1, 1, 1, causes));
    assertRoundTrip(ClusterWire.REPLY, reply);
  }

  @Property(tries = 100)
  void clusterRepliesRoundTrip(@ForAll ClusterReply reply) {
    assertRoundTrip(ClusterWire.REPLY, reply);
    assertPrefixesRefused(ClusterWire.REPLY, reply);
  }

  @Property(tries = 200)
  void executeRequestsRoundTrip(@ForAll ExecuteRequest request) {
    assertRoundTrip(ExecuteWire.REQUEST, request);
  }

  @Property(tries = 200)
  void executeRepliesRoundTrip(@ForAll ExecuteReply reply) {
    assertRoundTrip(ExecuteWire.REPLY, reply);
  }

  @Property(tries = 200)
  void prepareMessagesRoundTrip(@ForAll PrepareRequest request, @ForAll PrepareReply reply) {
    assertRoundTrip(PrepareWire.REQUEST, request);
    assertEquals(request.code().blob(), throughWire(PrepareWire.REQUEST, request).code().blob());
    assertRoundTrip(PrepareWire.REPLY, reply);
  }

  @Property(tries = 100)
  void statusMessagesRoundTrip(@ForAll StatusReply reply) {
    assertRoundTrip(StatusWire.REPLY, reply);
    assertRoundTrip(StatusWire.REQUEST, new StatusRequest());
  }

  @Property(tries = 30)
  void everyPrefixIsRefused(@ForAll ExecuteRequest request, @ForAll ExecuteReply reply) {
    assertPrefixesRefused(ExecuteWire.REQUEST, request);
    assertPrefixesRefused(ExecuteWire.REPLY, reply);
  }

  @Property(tries = 500)
  void aChangedByteIsReadAsAnotherMessageOrRefusedAsTyped(@ForAll ExecuteReply reply,
      @ForAll @IntRange(max = 100_000) int at, @ForAll byte value) {
    Buffer wire = encode(ExecuteWire.REPLY, reply);
    wire.setByte(at % wire.length(), value);
    try {
      ExecuteReply read = ExecuteWire.REPLY.decodeFromWire(0, wire);
      assertEquals(read.reason().code().verdict(), read.verdict());
    } catch (PvfException refused) {
      assertTrue(refused.getMessage().startsWith("pvf.v1.execute-reply: "), refused.getMessage());
    }
  }

  @Property(tries = 300)
  void garbageIsRefusedAsTypedUnlessItIsAMessage(@ForAll @Size(max = 200) byte[] garbage) {
    Buffer wire = Buffer.buffer().appendByte((byte) 1).appendIntLE(garbage.length).appendBytes(garbage);
    for (WireCodec<?> codec : List.of(ExecuteWire.REQUEST, ExecuteWire.REPLY, PrepareWire.REQUEST, PrepareWire.REPLY,
        StatusWire.REQUEST, StatusWire.REPLY, ClusterWire.REQUEST, ClusterWire.REPLY)) {
      assertRefusedOrTheOnlyEncoding(codec, wire);
    }
  }

  private static <T> void assertRefusedOrTheOnlyEncoding(WireCodec<T> codec, Buffer wire) {
    T message;
    try {
      message = codec.decodeFromWire(0, wire);
    } catch (PvfException refused) {
      assertTrue(refused.getMessage().startsWith(codec.name() + ": "), refused.getMessage());
      return;
    }
    assertEquals(wire, encode(codec, message));
  }

  @Example
  void anotherVersionIsNamed() {
    Buffer wire = encode(StatusWire.REQUEST, new StatusRequest()).setByte(0, (byte) 200);
    assertRefused(StatusWire.REQUEST, wire, FailureCode.MALFORMED,
        "pvf.v1.status-request: version 200 is not known, this is version 1");
  }

  @Example
  void aLengthAboveTheLimitIsTooLargeEvenWhenUnsigned() {
    assertRefused(StatusWire.REPLY, Buffer.buffer().appendByte((byte) 1).appendIntLE(4097), FailureCode.TOO_LARGE,
        "pvf.v1.status-reply: body of 4097 bytes, limit 4096");
    assertRefused(StatusWire.REPLY, Buffer.buffer().appendByte((byte) 1).appendIntLE(-1), FailureCode.TOO_LARGE,
        "pvf.v1.status-reply: body of 4294967295 bytes, limit 4096");
  }

  @Example
  void aLengthBeyondTheEndSaysHowMuchThereIs() {
    Buffer wire = Buffer.buffer().appendByte((byte) 1).appendIntLE(90 << 20).appendBytes(new byte[3]);
    assertRefused(ExecuteWire.REQUEST, wire, FailureCode.MALFORMED,
        "pvf.v1.execute-request: ends after 3 of 94371840 body bytes");
    assertRefused(ExecuteWire.REQUEST, Buffer.buffer(new byte[] {1, 2}), FailureCode.MALFORMED,
        "pvf.v1.execute-request: ends after 2 of 5 header bytes");
  }

  @Example
  void bytesLeftOverInTheBodyAreRefused() {
    Buffer wire = encode(PrepareWire.REQUEST, PrepareRequest.of(Messages.CODE)).appendByte((byte) 0);
    wire.setIntLE(1, wire.length() - 5);
    PvfException refused = assertThrows(PvfException.class, () -> PrepareWire.REQUEST.decodeFromWire(0, wire));
    assertEquals(FailureCode.MALFORMED, refused.code());
  }

  @Example
  void aMessageIsReadFromTheMiddleOfABuffer() {
    Buffer wire = Buffer.buffer("before");
    StatusWire.REPLY.encodeToWire(wire, Messages.status());
    wire.appendString("after");
    assertEquals(Messages.status(), StatusWire.REPLY.decodeFromWire(6, wire));
  }

  @Example
  void anUnknownReasonIsNamed() {
    Buffer wire = encode(PrepareWire.REPLY, Messages.prepared());
    wire.setByte(5 + 32 + 1 + 2, (byte) 'x');
    assertRefused(PrepareWire.REPLY, wire, FailureCode.MALFORMED, "pvf.v1.prepare-reply: no reason code ox");
  }

  @Example
  void aVerdictWithoutItsResultIsRefused() {
    Buffer wire = encode(ExecuteWire.REPLY, Messages.without("j", new Reason(ReasonCode.DEADLINE, "late")));
    // "deadline" (8 letters) and the text become "ok" and nothing, with the rest of the message unchanged.
    Buffer forged = wire.getBuffer(0, 7).appendBytes(HexFormat.of().parseHex("086f6b00"))
        .appendBuffer(wire.getBuffer(21, wire.length()));
    forged.setIntLE(1, forged.length() - 5);
    assertRefused(ExecuteWire.REPLY, forged, FailureCode.MALFORMED,
        "pvf.v1.execute-reply: verdict valid without a result");
  }

  @Example
  void aMessageAboveItsLimitIsNotSent() {
    Bytes huge = Bytes.wrap(new byte[PvfLimits.MAX_CODE_BYTES + (1 << 20)]);
    PrepareRequest request = PrepareRequest.of(ValidationCode.of(huge));
    PvfException refused = assertThrows(PvfException.class, () -> encode(PrepareWire.REQUEST, request));
    assertEquals(FailureCode.TOO_LARGE, refused.code());
  }

  @Example
  void withinOneJvmTheMessageItselfIsPassedOn() {
    ExecuteRequest request = Messages.request().build();
    assertSame(request, ExecuteWire.REQUEST.transform(request));
  }

  private static <T> void assertRoundTrip(WireCodec<T> codec, T message) {
    assertEquals(message, throughWire(codec, message));
  }

  private static <T> void assertPrefixesRefused(WireCodec<T> codec, T message) {
    Buffer wire = encode(codec, message);
    for (int length = 0; length < wire.length(); length++) {
      Buffer cut = wire.getBuffer(0, length);
      assertThrows(PvfException.class, () -> codec.decodeFromWire(0, cut));
      if (length >= 5) {
        // The same with a header that admits to the shorter body.
        Buffer admitted = cut.copy().setIntLE(1, length - 5);
        assertThrows(PvfException.class, () -> codec.decodeFromWire(0, admitted));
      }
    }
  }

  private static void assertRefused(WireCodec<?> codec, Buffer wire, FailureCode code, String message) {
    PvfException refused = assertThrows(PvfException.class, () -> codec.decodeFromWire(0, wire));
    assertEquals(message, refused.getMessage());
    assertEquals(code, refused.code());
  }

  private static <T> T throughWire(WireCodec<T> codec, T message) {
    return codec.decodeFromWire(0, encode(codec, message));
  }

  private static <T> Buffer encode(WireCodec<T> codec, T message) {
    Buffer wire = Buffer.buffer();
    codec.encodeToWire(wire, message);
    return wire;
  }

  private static <T> String hex(WireCodec<T> codec, T message) {
    return HexFormat.of().formatHex(encode(codec, message).getBytes());
  }

  private static String u64(long... values) {
    Buffer out = Buffer.buffer();
    for (long value : values) {
      out.appendLongLE(value);
    }
    return HexFormat.of().formatHex(out.getBytes());
  }
}

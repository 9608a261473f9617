package io.pvfhost.tests.cluster;

import io.netty.buffer.Unpooled;
import io.pvfhost.cluster.impl.Channel;
import io.pvfhost.cluster.impl.Envelopes;
import io.pvfhost.cluster.impl.Kind;
import io.pvfhost.cluster.impl.RefusedException;
import io.pvfhost.cluster.impl.RefusedException.Cause;
import io.pvfhost.scale.ScaleWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class EnvelopesTest {

  private static final Set<Kind> ANY = EnumSet.allOf(Kind.class);
  private static final String A_HEX = "00112233445566778899aabbccddeeff";
  private static final String B_HEX = "bb".repeat(16);
  private static final byte[] PAYLOAD = {1, 5, 42};

  private final Envelopes openA = new Envelopes(Peers.A, List.of());
  private final Envelopes openB = new Envelopes(Peers.B, List.of());
  private final Envelopes keyedA = new Envelopes(Peers.A, List.of(Peers.KEY));
  private final Envelopes keyedB = new Envelopes(Peers.B, List.of(Peers.KEY));

  private static byte[] call(Envelopes from) {
    return from.seal(Kind.CALL, Channel.HOST, Peers.B, 3, EnvelopesTest::payload).bytes();
  }

  private static void payload(ScaleWriter out) {
    out.raw(PAYLOAD);
  }

  private static Envelopes.Opened open(Envelopes at, byte[] message) throws RefusedException {
    return at.open(Channel.HOST, ANY, Buffer.buffer(message));
  }

  private static void assertRefused(Cause cause, Envelopes at, byte[] message) {
    RefusedException refused = assertThrows(RefusedException.class, () -> open(at, message));
    assertEquals(cause, refused.why());
  }

  private static void assertPayload(Envelopes.Opened opened) throws Exception {
    assertArrayEquals(PAYLOAD, opened.payload().raw(3));
    opened.payload().end();
  }

  @Test
  void anOpenCallHasItsGoldenBytes() {
    assertEquals("01" + "00" + "01" + "0100000000000000" + A_HEX + B_HEX + "01052a",
        HexFormat.of().formatHex(call(openA)));
  }

  @Test
  void aSealedCallHasItsGoldenBytes() {
    // HMAC-SHA256, key 32 x 01, of "pvf.v1.peer", 01 for the host's address, and all before it; made with Python.
    assertEquals("01" + "01" + "01" + "0100000000000000" + A_HEX + B_HEX + "01052a"
        + "a6d9fb34d93833532dd547b3df5fb499d5e37b6ce2db3c8c00e266142563dd2a",
        HexFormat.of().formatHex(call(keyedA)));
  }

  @Test
  void aSealedAnswerHasItsGoldenBytes() throws Exception {
    Envelopes.Opened call = open(keyedB, call(keyedA));
    byte[] answer = keyedB.answer(Channel.HOST, call, 3, EnvelopesTest::payload).bytes();
    assertEquals("01" + "01" + "02" + "0100000000000000" + B_HEX + A_HEX + "0100000000000000" + "01052a"
        + "c9236fa9e50ce0b58c264517bef1ac5044410e308c4603b4ed4bb308da89b08f", HexFormat.of().formatHex(answer));
  }

  @Test
  void anAdvertIsMeantForAll() {
    byte[] advert = openA.seal(Kind.ADVERT, Channel.CAPACITY, Envelopes.ALL, 3, EnvelopesTest::payload).bytes();
    assertEquals("01" + "00" + "03" + "0100000000000000" + A_HEX + "00".repeat(16) + "01052a",
        HexFormat.of().formatHex(advert));
  }

  @Test
  void whatIsSealedIsOpenedAsItWas() throws Exception {
    call(keyedA);
    Envelopes.Opened call = open(keyedB, call(keyedA));
    assertEquals(Kind.CALL, call.kind());
    assertEquals(2, call.seq());
    assertEquals(Peers.A, call.sender());
    assertPayload(call);
    Envelopes.Opened answer = open(keyedA, keyedB.answer(Channel.HOST, call, 3, EnvelopesTest::payload).bytes());
    assertEquals(Kind.ANSWER, answer.kind());
    assertEquals(Peers.B, answer.sender());
    assertEquals(2, answer.call());
    assertPayload(answer);
  }

  @Test
  void aMessageInDirectMemoryOrAmidOtherBytesIsOpenedToo() throws Exception {
    byte[] message = call(keyedA);
    assertPayload(keyedB.open(Channel.HOST, ANY,
        BufferInternal.buffer(Unpooled.directBuffer().writeBytes(message))));
    assertPayload(keyedB.open(Channel.HOST, ANY, BufferInternal.buffer(
        Unpooled.wrappedBuffer(Buffer.buffer("before").appendBytes(message).appendString("after").getBytes())
            .slice(6, message.length))));
  }

  @Test
  void theCurrentKeySealsAndBothKeysAreAccepted() throws Exception {
    Envelopes rotating = new Envelopes(Peers.B, List.of(Peers.OTHER_KEY, Peers.KEY));
    assertPayload(open(rotating, call(keyedA)));
    assertPayload(open(rotating, call(new Envelopes(Peers.A, List.of(Peers.OTHER_KEY)))));
    byte[] byRotating = rotating.seal(Kind.CALL, Channel.HOST, Peers.A, 3, EnvelopesTest::payload).bytes();
    assertPayload(open(new Envelopes(Peers.A, List.of(Peers.OTHER_KEY)), byRotating));
    assertRefused(Cause.WRONG_MAC, keyedA, byRotating);
  }

  @Test
  void anotherKeysSealIsWrong() {
    assertRefused(Cause.WRONG_MAC, keyedB, call(new Envelopes(Peers.A, List.of(Peers.OTHER_KEY))));
  }

  @Test
  void keyedAndOpenNodesDoNotMix() {
    assertRefused(Cause.UNSEALED, keyedB, call(openA));
    assertRefused(Cause.WRONG_MAC, openB, call(keyedA));
  }

  @Test
  void everyAlteredByteIsFound() {
    byte[] message = call(keyedA);
    for (int at = 0; at < message.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] altered = message.clone();
        altered[at] ^= (byte) (1 << bit);
        assertThrows(RefusedException.class, () -> open(keyedB, altered));
      }
    }
  }

  @Test
  void everyCutOrPaddedMessageIsFound() {
    byte[] message = call(keyedA);
    for (int length = 0; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      assertThrows(RefusedException.class, () -> open(keyedB, cut));
    }
    assertRefused(Cause.WRONG_MAC, keyedB, Arrays.copyOf(message, message.length + 1));
  }

  @Test
  void aSealHoldsForItsKindOfAddressOnly() {
    Buffer message = Buffer.buffer(call(keyedA));
    for (Channel other : new Channel[] {Channel.REQUESTER, Channel.CAPACITY}) {
      RefusedException refused = assertThrows(RefusedException.class, () -> keyedB.open(other, ANY, message));
      assertEquals(Cause.WRONG_MAC, refused.why());
    }
  }

  @Test
  void aMessageForAnotherProcessIsMisdirected() {
    assertRefused(Cause.MISDIRECTED, keyedA, call(keyedA));
    assertRefused(Cause.MISDIRECTED, keyedB,
        keyedA.seal(Kind.CALL, Channel.HOST, Envelopes.ALL, 3, EnvelopesTest::payload).bytes());
    assertRefused(Cause.MISDIRECTED, keyedB,
        keyedA.seal(Kind.ADVERT, Channel.HOST, Peers.B, 3, EnvelopesTest::payload).bytes());
  }

  @Test
  void aKindThatDoesNotBelongHereIsMalformed() {
    Buffer message = Buffer.buffer(call(keyedA));
    RefusedException refused = assertThrows(RefusedException.class,
        () -> keyedB.open(Channel.HOST, EnumSet.complementOf(EnumSet.of(Kind.CALL)), message));
    assertEquals(Cause.MALFORMED, refused.why());
  }

  @Test
  void anotherFormatOrKeyByteIsMalformed() {
    byte[] format = call(openA);
    format[0] = 2;
    assertRefused(Cause.MALFORMED, openB, format);
    byte[] key = call(openA);
    key[1] = 2;
    assertRefused(Cause.MALFORMED, openB, key);
  }

  @ParameterizedTest
  @EnumSource(names = "ANSWER", mode = EnumSource.Mode.EXCLUDE)
  void aMessageAboveTheLimitOfItsKindIsOversizedBeforeItsSealIsLookedAt(Kind kind) throws Exception {
    byte[] small = keyedA.seal(kind, Channel.HOST, kind == Kind.ADVERT ? Envelopes.ALL : Peers.B, 0, out -> { })
        .bytes();
    byte[] full = Arrays.copyOf(small, kind.maxBytes());
    assertRefused(Cause.WRONG_MAC, keyedB, full);
    assertRefused(Cause.OVERSIZED, keyedB, Arrays.copyOf(small, kind.maxBytes() + 1));
    int room = kind.maxBytes() - small.length;
    assertEquals(room, open(keyedB, keyedA.seal(kind, Channel.HOST, kind == Kind.ADVERT ? Envelopes.ALL : Peers.B,
        room, out -> out.raw(new byte[room])).bytes()).payload().remaining());
  }
}

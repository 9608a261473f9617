package io.pvfhost.tests.cluster;

import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.cluster.impl.Body;
import io.pvfhost.cluster.impl.Op;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The binary forms of what operations are given and answer. */
@Domain(PeerArbitraries.class)
@Domain(DomainContext.Global.class)
class OpTest {

  private static final List<Body<?>> ALL = List.of(Op.RESERVE.request(), Op.RESERVE.answer(), Op.EXECUTE.request(),
      Op.EXECUTE.answer(), Op.RELEASE.request(), Op.CANCEL.request(), Op.ALIVE.request(), Op.STATUS.answer(),
      Op.CODE_LENGTH.request(), Op.CODE_LENGTH.answer(), Op.SEND_CODE.request(), Op.SEND_CODE.answer(),
      Op.ADVERT.request());

  private static final String JOB = "0102030405060708090a0b0c0d0e0f10";
  private static final String LEASE = "1ea5e000000000000000000000000001";
  private static final String CODE = "c0".repeat(32);
  private static final String TWO_SECONDS = "0200000000000000" + "00000000";
  private static final String NO_TIME = "00".repeat(12);
  private static final String CAPACITY = "0700000000000000" + "04000000" + "01000000" + "02000000" + "02"
      + "0000000000000000" + "005a6202";
  private static final String TICKET = "20" + "31302e302e302e39" + "591b" + "5e".repeat(16);

  private static <T> byte[] encode(Body<T> body, T value) {
    ScaleWriter out = new ScaleWriter();
    body.writer().accept(value, out);
    return out.toByteArray();
  }

  private static <T> T decode(Body<T> body, byte[] bytes) throws ScaleException {
    ScaleReader in = new ScaleReader(bytes);
    T value = body.reader().read(in);
    in.end();
    return value;
  }

  private static <T> void assertGolden(String hex, Body<T> body, T value) throws ScaleException {
    assertEquals(hex, HexFormat.of().formatHex(encode(body, value)));
    assertEquals(value, decode(body, HexFormat.of().parseHex(hex)));
  }

  private static <T> void assertStrict(Body<T> body, T value) throws ScaleException {
    byte[] bytes = encode(body, value);
    assertEquals(value, decode(body, bytes));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertRefused(body, cut);
    }
    assertRefused(body, Arrays.copyOf(bytes, bytes.length + 1));
  }

  private static void assertRefused(Body<?> body, byte[] bytes) {
    Exception refused = assertThrows(Exception.class, () -> decode(body, bytes));
    assertTrue(refused instanceof ScaleException || refused instanceof IllegalArgumentException, refused.toString());
  }

  private static <T> void assertRefused(Body<T> body, T value, int at, String hex) {
    byte[] bytes = encode(body, value);
    byte[] other = HexFormat.of().parseHex(hex);
    System.arraycopy(other, 0, bytes, at, other.length);
    assertThrows(IllegalArgumentException.class, () -> decode(body, bytes));
  }

  @Example
  void operationsHaveTheirNumbers() {
    assertEquals("1 2 3 4 5 6 7 8 9", String.join(" ", List.of(Op.RESERVE, Op.EXECUTE, Op.RELEASE, Op.CANCEL, Op.ALIVE,
        Op.STATUS, Op.CODE_LENGTH, Op.SEND_CODE, Op.ADVERT).stream().map(op -> "" + op.code()).toList()));
  }

  @Example
  void reservationsHaveTheirGoldenBytes() throws ScaleException {
    assertGolden(JOB + "02000000" + CODE + TWO_SECONDS + "0100000000000000" + "0065cd1d" + "e093040000000000",
        Op.RESERVE.request(), Peers.RESERVE);
    assertGolden("00" + LEASE + TWO_SECONDS + "01" + "01" + TICKET + CAPACITY, Op.RESERVE.answer(), Peers.GRANTED);
    assertGolden("01" + CAPACITY, Op.RESERVE.answer(), Peers.BUSY);
    assertGolden(JOB + "01000000", Op.RELEASE.request(), Peers.RELEASE);
    assertGolden(JOB + "03000000", Op.CANCEL.request(), Peers.CANCEL);
    assertGolden("", Op.ALIVE.request(), null);
  }

  @Example
  void executionsHaveTheirGoldenBytes() throws ScaleException {
    String request = "04" + "6a" + "1c" + "6261636b696e67" + "00" + "00" + "00" + "00" + "00" + "00" + "00"
        + "00" + "00" + "07000000" + "00".repeat(32) + "00005000" + "00" + "00" + CODE;
    String streamed = "01" + "e093040000000000" + CODE;
    assertGolden(JOB + "01000000" + LEASE + "0100000000000000" + "00000000" + streamed + request,
        Op.EXECUTE.request(), Peers.EXECUTE);
    String reason = "2c" + "776f726b65725f64696564" + "18" + "657869742031";
    String attempt = "01000000" + "18" + "686f73742d62" + "00" + reason + NO_TIME + NO_TIME + "00";
    assertGolden(CAPACITY + "04" + "6a" + reason + "00" + CODE + "00".repeat(8) + NO_TIME + NO_TIME + NO_TIME + "00"
        + "04" + attempt, Op.EXECUTE.answer(), Peers.EXECUTE_ANSWER);
  }

  @Example
  void codeMessagesHaveTheirGoldenBytes() throws ScaleException {
    assertGolden(CODE, Op.CODE_LENGTH.request(), Peers.CODE);
    assertGolden("3930000000000000", Op.CODE_LENGTH.answer(), 12_345L);
    assertGolden(CODE + TICKET, Op.SEND_CODE.request(), Peers.TRANSFER);
    assertGolden("", Op.SEND_CODE.answer(), null);
  }

  @Example
  void advertsHaveTheirGoldenBytes() throws ScaleException {
    assertGolden("00112233445566778899aabbccddeeff" + "18" + "686f73742d61" + "0068e5cf8b010000" + "01" + "01"
        + "14" + "302e312e30" + "10" + "32363033" + CAPACITY + "08" + "c0c0c0c0c0c0c0c0" + "0100000000000000",
        Op.ADVERT.request(), Peers.advert(Peers.identity(Peers.A, "host-a")));
  }

  @Property(tries = 100)
  void reservationsAreReadStrictly(@ForAll Reserve reserve, @ForAll ReserveAnswer answer) throws ScaleException {
    assertStrict(Op.RESERVE.request(), reserve);
    assertStrict(Op.RESERVE.answer(), answer);
    assertStrict(Op.RELEASE.request(), new Release(reserve.job(), reserve.attempt()));
    assertStrict(Op.CANCEL.request(), new Cancel(reserve.job(), reserve.attempt()));
  }

  @Property(tries = 100)
  void executionsAreReadStrictly(@ForAll Execute execute, @ForAll ExecuteAnswer answer) throws ScaleException {
    assertStrict(Op.EXECUTE.request(), execute);
    assertStrict(Op.EXECUTE.answer(), answer);
  }

  @Property(tries = 100)
  void otherMessagesAreReadStrictly(@ForAll CodeTransfer transfer, @ForAll Advert advert) throws ScaleException {
    assertStrict(Op.SEND_CODE.request(), transfer);
    assertStrict(Op.CODE_LENGTH.request(), transfer.code());
    assertStrict(Op.ADVERT.request(), advert);
    assertStrict(Op.STATUS.answer(), Peers.STATUS);
  }

  @Property(tries = 1000)
  void garbageIsRefusedUnlessItIsTheOneFormOfAMessage(@ForAll @Size(max = 200) byte[] garbage) {
    ALL.forEach(body -> assertRefusedOrTheOnlyForm(body, garbage));
  }

  @Property(tries = 1000)
  void aChangedByteMakesAnotherMessageOrNone(@ForAll Execute execute, @ForAll Advert advert,
      @ForAll ReserveAnswer answer, @ForAll int at, @ForAll byte value) {
    assertChanged(Op.EXECUTE.request(), execute, at, value);
    assertChanged(Op.ADVERT.request(), advert, at, value);
    assertChanged(Op.RESERVE.answer(), answer, at, value);
  }

  private static <T> void assertChanged(Body<T> body, T message, int at, byte value) {
    byte[] bytes = encode(body, message);
    bytes[Math.floorMod(at, bytes.length)] = value;
    assertRefusedOrTheOnlyForm(body, bytes);
  }

  private static <T> void assertRefusedOrTheOnlyForm(Body<T> body, byte[] bytes) {
    T value;
    try {
      value = decode(body, bytes);
    } catch (ScaleException | IllegalArgumentException refused) {
      return;
    }
    assertArrayEquals(bytes, encode(body, value));
  }

  @Example
  void numbersOutOfRangeAreRefused() {
    String tooLong = "8151010000000000" + "00000000";
    assertRefused(Op.RESERVE.request(), Peers.RESERVE, 16, "00000000");
    assertRefused(Op.RESERVE.request(), Peers.RESERVE, 16, "00000080");
    assertRefused(Op.RESERVE.request(), Peers.RESERVE, 52, tooLong);
    assertRefused(Op.RESERVE.request(), Peers.RESERVE, 64, tooLong);
    assertRefused(Op.RESERVE.request(), Peers.RESERVE, 76, "0100000400000000");
    assertRefused(Op.RESERVE.request(), Peers.RESERVE, 76, "ffffffffffffffff");
    assertRefused(Op.CODE_LENGTH.answer(), 1L, 0, "0100000200000000");
    assertRefused(Op.RESERVE.answer(), Peers.BUSY, 0, "02");
    assertRefused(Op.RESERVE.answer(), Peers.BUSY, 1, "ffffffffffffffff");
    assertRefused(Op.RESERVE.answer(), Peers.BUSY, 9, "ffffffff");
    assertRefused(Op.RESERVE.answer(), Peers.BUSY, 21, "04");
    assertRefused(Op.RESERVE.answer(), Peers.BUSY, 22, tooLong);
  }

  @Example
  void namesThatWouldSpoilALogAreRefused() {
    assertRefused(Op.ADVERT.request(), Peers.advert(Peers.identity(Peers.A, "host-a")), 17, "0a");
    assertRefused(Op.SEND_CODE.request(), Peers.TRANSFER, 33, "00");
  }

  @Example
  void whatCannotBeReadIsNotWritten() {
    CodeTransfer transfer = new CodeTransfer(Peers.CODE, new StreamTicket("h", 1, Bytes.EMPTY));
    assertThrows(IllegalArgumentException.class, () -> encode(Op.SEND_CODE.request(), transfer));
    CodeTransfer port = new CodeTransfer(Peers.CODE, new StreamTicket("h", 70_000, Peers.TICKET.secret()));
    assertThrows(IllegalArgumentException.class, () -> encode(Op.SEND_CODE.request(), port));
  }

  @Example
  void anAbsentTicketIsReadAsAbsent() throws ScaleException {
    ReserveAnswer.Granted granted = (ReserveAnswer.Granted) Peers.GRANTED;
    ReserveAnswer without = new ReserveAnswer.Granted(granted.lease(), granted.leaseTtl(), false, Optional.empty(),
        granted.capacity());
    assertGolden("00" + LEASE + TWO_SECONDS + "00" + "00" + CAPACITY, Op.RESERVE.answer(), without);
  }
}

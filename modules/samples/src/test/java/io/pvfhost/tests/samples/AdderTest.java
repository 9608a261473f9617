package io.pvfhost.tests.samples;

import io.pvfhost.samples.Adder;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The values are those of sections 3.5 and 12 of the protocol description. */
class AdderTest {

  private static final String STATE_0 = "011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce";
  private static final String STATE_512 = "a88d962ceb769d13dd202a8b8478e3a3f9d762a5702f76db9fd33d9f6af919ea";
  private static final String GENESIS_HASH = "804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e";
  private static final String HEAD_1 = "0100000000000000" + GENESIS_HASH + STATE_512;

  @Test
  void genesisHeadIsNumberZeroAfterNothingWithStateZero() {
    assertEquals("0000000000000000" + "00".repeat(32) + STATE_0, Adder.genesisHead().toHex());
    assertEquals("96d7fa0ca36182269dfb9bff448802a3d9e35f5832a5868b13f71ed0bcf0d795",
        Hash.blake2b256(Adder.genesisHead()).toHex());
  }

  @Test
  void statesAndHeadsAreReferredToByKeccak() throws Exception {
    assertEquals(STATE_0, Adder.stateHash(0).toHex());
    assertEquals(STATE_512, Adder.stateHash(512).toHex());
    Adder.Head genesis = Adder.Head.decode(new ScaleReader(Adder.genesisHead().array()));
    assertEquals(GENESIS_HASH, genesis.hash().toHex());
  }

  @Test
  void headSurvivesEncodingAndDecoding() throws Exception {
    Adder.Head head = new Adder.Head(-1, Hash.fromHex(GENESIS_HASH), Hash.fromHex(STATE_512));
    ScaleReader in = new ScaleReader(head.encode().array());
    assertEquals(head, Adder.Head.decode(in));
    assertEquals(0, in.remaining());
    assertEquals(Adder.Head.LENGTH, head.encode().length());
  }

  @Test
  void blockIsStateAndNumberInLittleEndian() {
    assertEquals("00000000000000000002000000000000", Adder.block(0, 512).toHex());
  }

  @Test
  void paramsOfTheFirstBlockAreThoseOfTheProtocol() {
    assertEquals("2101" + "0000000000000000" + "00".repeat(32) + STATE_0 + "40" + "00000000000000000002000000000000"
        + "01000000" + "00".repeat(32), params(Adder.genesisHead(), Adder.block(0, 512)).encode().toHex());
  }

  @Test
  void resultOfTheFirstBlockIsThatOfTheProtocol() {
    ValidationResult result = Adder.validate(params(Adder.genesisHead(), Adder.block(0, 512)));
    assertEquals("2101" + HEAD_1 + "000000" + "00000000" + "01000000", result.encode().toHex());
    assertEquals("36f026a118658eea81a37658b4a7d09ea85c63437a6d5b8b15c5708bd40552b6",
        Hash.blake2b256(result.headData()).toHex());
    assertEquals("c9d7bae948f5b7f9d63c5e876f89967bcf6e63de91db390cc39a7fdf7a607a22",
        result.commitments().hash().toHex());
  }

  @Test
  void tenBlocksMakeAChain() throws Exception {
    Bytes head = Adder.genesisHead();
    long state = 0;
    for (int add = 0; add < 10; add++) {
      Adder.Head parent = Adder.Head.decode(new ScaleReader(head.array()));
      head = Adder.nextHead(head, state, add);
      state += add;
      assertEquals(new Adder.Head(add + 1, parent.hash(), Adder.stateHash(state)).encode(), head);
    }
    assertEquals(45, state);
  }

  @Test
  void stateAndNumberWrapAround() {
    Bytes last = new Adder.Head(-1, Hash.ZERO, Adder.stateHash(-1)).encode();
    String next = Adder.nextHead(last, -1, 1).toHex();
    assertEquals("0000000000000000", next.substring(0, 16));
    assertEquals(STATE_0, next.substring(80));
  }

  @Test
  void bytesAfterTheBlockAreIgnored() {
    Bytes longer = Bytes.fromHex(Adder.block(0, 512).toHex() + "ff");
    assertEquals(HEAD_1, Adder.validate(params(Adder.genesisHead(), longer)).headData().toHex());
  }

  @Test
  void stateOtherThanThatOfTheParentIsRefused() {
    assertRefused(Adder.genesisHead(), Adder.block(256, 256), "state 256 is not that of the parent head");
    assertRefused(Adder.genesisHead(), Adder.block(-1, 1), "state 18446744073709551615 is not that of the parent head");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 71})
  void shortHeadIsRefused(int length) {
    assertRefused(Adder.genesisHead().slice(0, length), Adder.block(0, 512), "not a head: ");
  }

  @Test
  void headWithTrailingByteIsRefused() {
    assertRefused(Bytes.fromHex(Adder.genesisHead().toHex() + "00"), Adder.block(0, 512), "not a head: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 15})
  void shortBlockIsRefused(int length) {
    assertRefused(Adder.genesisHead(), Adder.block(0, 512).slice(0, length), "not the data of a block: ");
  }

  private static void assertRefused(Bytes parentHead, Bytes blockData, String reason) {
    ValidationParams params = params(parentHead, blockData);
    String message = assertThrows(IllegalArgumentException.class, () -> Adder.validate(params)).getMessage();
    assertEquals(reason, message.substring(0, Math.min(reason.length(), message.length())));
  }

  private static ValidationParams params(Bytes parentHead, Bytes blockData) {
    return new ValidationParams(parentHead, blockData, 1, Hash.ZERO, Optional.empty());
  }
}

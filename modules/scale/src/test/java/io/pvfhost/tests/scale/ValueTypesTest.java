package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateCommitments;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.Encodable;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.OutboundHrmpMessage;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleReader.ItemReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationParamsExtension;
import io.pvfhost.scale.ValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ValueTypesTest {

  private static final ValidationResult ADDED = new ValidationResult(
      Golden.NEXT_HEAD, Optional.empty(), List.of(), List.of(), 0, 1);

  @Test
  void persistedValidationDataHasTheBytesOfTheProtocol() throws ScaleException {
    assertGolden(
        new PersistedValidationData(Hex.bytes("010203"), 7, Golden.hash("11"), 5 << 20),
        "0c010203 07000000" + "11".repeat(32) + "00005000", PersistedValidationData::decode);
  }

  @Test
  void persistedValidationDataIsHashedByItsEncoding() {
    PersistedValidationData data = new PersistedValidationData(Hex.bytes("010203"), 7, Golden.hash("11"), 5 << 20);
    assertEquals(Hash.blake2b256(data.encode()), data.hash());
  }

  @Test
  void povHasTheBytesAndTheHashOfTheProtocol() throws ScaleException {
    PoV pov = new PoV(Golden.ADD_512);
    assertGolden(pov, "40 00000000000000000002000000000000", PoV::decode);
    assertEquals("b897f37a2fdcce5eba15b35e4243f1e56ee1ed225c23245d007ecea96022007c", pov.hash().toHex());
  }

  @Test
  void validationParamsHaveTheBytesOfTheProtocol() throws ScaleException {
    ValidationParams params = new ValidationParams(Golden.GENESIS_HEAD, Golden.ADD_512, 1, Hash.ZERO, Optional.empty());
    assertEquals(127, params.encode().length());
    assertGolden(params, "2101 0000000000000000" + "00".repeat(32)
        + "011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce"
        + "40 00000000000000000002000000000000 01000000" + "00".repeat(32), ValidationParams::decode);
  }

  @Test
  void extensionFollowsTheParamsWithItsVersionInFrontAndNoOptionByte() throws ScaleException {
    ValidationParams without = new ValidationParams(Golden.GENESIS_HEAD, Golden.ADD_512, 1, Hash.ZERO,
        Optional.empty());
    ValidationParams with = new ValidationParams(Golden.GENESIS_HEAD, Golden.ADD_512, 1, Hash.ZERO,
        Optional.of(new ValidationParamsExtension(Golden.hash("22"), Golden.hash("33"))));
    assertEquals(without.encode().length() + 65, with.encode().length());
    assertGolden(with, without.encode().toHex() + "03" + "22".repeat(32) + "33".repeat(32), ValidationParams::decode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "01", "02", "04", "ff"})
  void extensionOfAnotherVersionIsRefused(String version) {
    Bytes params = new ValidationParams(Bytes.EMPTY, Bytes.EMPTY, 1, Hash.ZERO, Optional.empty()).encode();
    ScaleReader in = Hex.reader(params.toHex() + version + "00".repeat(64));
    assertEquals(params.length(), assertThrows(ScaleException.class, () -> ValidationParams.decode(in)).offset());
  }

  @Test
  void validationResultHasTheBytesOfTheProtocol() throws ScaleException {
    assertEquals(85, ADDED.encode().length());
    assertGolden(ADDED, "2101 0100000000000000 804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e"
        + "a88d962ceb769d13dd202a8b8478e3a3f9d762a5702f76db9fd33d9f6af919ea 00 00 00 00000000 01000000",
        ValidationResult::decode);
  }

  @Test
  void commitmentsHaveTheirOwnOrderAndTheHashOfTheProtocol() throws ScaleException {
    CandidateCommitments commitments = ADDED.commitments();
    assertGolden(commitments, "00 00 00 2101" + Golden.NEXT_HEAD.toHex() + "00000000 01000000",
        CandidateCommitments::decode);
    assertEquals("c9d7bae948f5b7f9d63c5e876f89967bcf6e63de91db390cc39a7fdf7a607a22", commitments.hash().toHex());
  }

  @Test
  void everyFieldOfAResultIsInItsPlace() throws ScaleException {
    ValidationResult result = new ValidationResult(Hex.bytes("aa"), Optional.of(Hex.bytes("bbbb")),
        List.of(Hex.bytes("cc"), Bytes.EMPTY), List.of(new OutboundHrmpMessage(2000, Hex.bytes("dd"))), 5, 6);
    assertGolden(result, "04aa 01 08bbbb 08 04cc 00 04 d0070000 04dd 05000000 06000000", ValidationResult::decode);
    assertGolden(result.commitments(), "08 04cc 00 04 d0070000 04dd 01 08bbbb 04aa 05000000 06000000",
        CandidateCommitments::decode);
  }

  @Test
  void asManyMessagesAsAllowedAreRead() throws ScaleException {
    int most = ValidationResult.MAX_MESSAGES;
    ValidationResult result = new ValidationResult(Bytes.EMPTY, Optional.empty(),
        Collections.nCopies(most, Bytes.EMPTY), Collections.nCopies(most, new OutboundHrmpMessage(1, Bytes.EMPTY)), 0,
        0);
    assertEquals(result, ValidationResult.decode(reader(result.encode())));
    assertEquals(result.commitments(), CandidateCommitments.decode(reader(result.commitments().encode())));
  }

  @Test
  void oneUpwardMessageTooManyIsRefusedAtTheCount() {
    int tooMany = ValidationResult.MAX_MESSAGES + 1;
    Bytes result = new ScaleWriter().bytes(Bytes.EMPTY).bool(false).compact(tooMany).raw(new byte[tooMany + 9])
        .toBytes();
    assertRefused(2, result, ValidationResult::decode);
    assertRefused(0, new ScaleWriter().compact(tooMany).raw(new byte[tooMany + 12]).toBytes(),
        CandidateCommitments::decode);
  }

  @Test
  void oneHorizontalMessageTooManyIsRefusedAtTheCount() {
    int tooMany = ValidationResult.MAX_MESSAGES + 1;
    Bytes result = new ScaleWriter().bytes(Bytes.EMPTY).bool(false).compact(0).compact(tooMany)
        .raw(new byte[5 * tooMany + 8]).toBytes();
    assertRefused(3, result, ValidationResult::decode);
    assertRefused(1, new ScaleWriter().compact(0).compact(tooMany).raw(new byte[5 * tooMany + 10]).toBytes(),
        CandidateCommitments::decode);
  }

  @Test
  void bytesBehindAResultAreLeftToTheCaller() throws ScaleException {
    ScaleReader in = Hex.reader(ADDED.encode().toHex() + "ffff");
    assertEquals(ADDED, ValidationResult.decode(in));
    assertEquals(2, in.remaining());
  }

  @Test
  void listsOfAResultAreCopiedAndCannotBeChanged() {
    List<Bytes> messages = new ArrayList<>(List.of(Bytes.EMPTY));
    ValidationResult result = new ValidationResult(Bytes.EMPTY, Optional.empty(), messages, List.of(), 0, 0);
    messages.clear();
    assertEquals(1, result.upwardMessages().size());
    assertThrows(UnsupportedOperationException.class, () -> result.upwardMessages().clear());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
  void fieldsThatAreNoU32AreRefusedByTheirName(long value) {
    assertNamed("relayParentNumber", () -> new PersistedValidationData(Bytes.EMPTY, value, Hash.ZERO, 0));
    assertNamed("maxPovSize", () -> new PersistedValidationData(Bytes.EMPTY, 0, Hash.ZERO, value));
    assertNamed("relayParentNumber",
        () -> new ValidationParams(Bytes.EMPTY, Bytes.EMPTY, value, Hash.ZERO, Optional.empty()));
    assertNamed("recipient", () -> new OutboundHrmpMessage(value, Bytes.EMPTY));
    assertNamed("processedDownwardMessages",
        () -> new ValidationResult(Bytes.EMPTY, Optional.empty(), List.of(), List.of(), value, 0));
    assertNamed("hrmpWatermark",
        () -> new ValidationResult(Bytes.EMPTY, Optional.empty(), List.of(), List.of(), 0, value));
    assertNamed("processedDownwardMessages",
        () -> new CandidateCommitments(List.of(), List.of(), Optional.empty(), Bytes.EMPTY, value, 0));
    assertNamed("hrmpWatermark",
        () -> new CandidateCommitments(List.of(), List.of(), Optional.empty(), Bytes.EMPTY, 0, value));
  }

  @Test
  void largestU32IsRead() throws ScaleException {
    PersistedValidationData data = new PersistedValidationData(Bytes.EMPTY, 0xFFFF_FFFFL, Hash.ZERO, 0xFFFF_FFFFL);
    assertGolden(data, "00 ffffffff" + "00".repeat(32) + "ffffffff", PersistedValidationData::decode);
  }

  @ParameterizedTest
  @CsvSource({"00, V1", "01, V2", "02, V3", "0307, Unknown(7)", "03ff, Unknown(255)"})
  void descriptorVersionsHaveTheBytesOfTheProtocol(String bytes, String name) throws ScaleException {
    ScaleReader in = Hex.reader(bytes);
    CandidateDescriptorVersion version = CandidateDescriptorVersion.decode(in, true);
    in.end();
    assertEquals(name, version.toString());
    ScaleWriter out = new ScaleWriter();
    version.encodeTo(out, true);
    assertEquals(bytes, out.toBytes().toHex());
  }

  @Test
  void unknownDescriptorVersionIsOneByteForOlderPeers() throws ScaleException {
    ScaleWriter out = new ScaleWriter();
    CandidateDescriptorVersion.unknown(7).encodeTo(out, false);
    assertEquals("03", out.toBytes().toHex());
    ScaleReader in = Hex.reader("0307");
    assertTrue(CandidateDescriptorVersion.decode(in, false).isUnknown());
    assertEquals(1, in.offset());
  }

  @ParameterizedTest
  @ValueSource(strings = {"04", "ff"})
  void descriptorVersionWithoutMeaningIsRefused(String bytes) {
    assertRefused(0, Hex.bytes(bytes), in -> CandidateDescriptorVersion.decode(in, true));
  }

  @Test
  void descriptorVersionOutOfRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CandidateDescriptorVersion.unknown(256));
    assertThrows(IllegalArgumentException.class, () -> CandidateDescriptorVersion.unknown(-1));
    assertThrows(IllegalArgumentException.class, () -> new CandidateDescriptorVersion(4, 0));
    assertThrows(IllegalArgumentException.class, () -> new CandidateDescriptorVersion(1, 7));
  }

  private static <T extends Encodable> void assertGolden(T value, String hex, ItemReader<T> decoder)
      throws ScaleException {
    Bytes expected = Hex.bytes(hex);
    assertEquals(expected.toHex(), value.encode().toHex());
    ScaleReader in = reader(expected);
    assertEquals(value, decoder.read(in));
    in.end();
  }

  private static void assertRefused(int offset, Bytes bytes, ItemReader<?> decoder) {
    assertEquals(offset, assertThrows(ScaleException.class, () -> decoder.read(reader(bytes))).offset());
  }

  private static void assertNamed(String name, Runnable constructor) {
    String message = assertThrows(IllegalArgumentException.class, constructor::run).getMessage();
    assertTrue(message.startsWith(name + " "), message);
  }

  private static ScaleReader reader(Bytes bytes) {
    return new ScaleReader(bytes.array());
  }
}

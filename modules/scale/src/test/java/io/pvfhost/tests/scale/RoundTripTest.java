package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateCommitments;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.OutboundHrmpMessage;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleReader.ItemReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ScaleWriter.ItemWriter;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationParamsExtension;
import io.pvfhost.scale.ValidationResult;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every value is read back as it was written, and no strict beginning of its encoding can be read. */
@Domain(Values.class)
@Domain(DomainContext.Global.class)
class RoundTripTest {

  @Provide
  Arbitrary<String> texts() {
    return Values.texts();
  }

  @Provide
  Arbitrary<Duration> durations() {
    return Values.durations();
  }

  @Property
  void fixedWidthNumbers(@ForAll long value) throws ScaleException {
    check(value, ScaleWriter::u64, ScaleReader::u64);
    check(value, ScaleWriter::i64, ScaleReader::i64);
    check((int) value, ScaleWriter::i32, ScaleReader::i32);
    check(value & 0xFFFF_FFFFL, ScaleWriter::u32, ScaleReader::u32);
    check((int) value & 0xFFFF, ScaleWriter::u16, ScaleReader::u16);
    check((int) value & 0xFF, ScaleWriter::u8, ScaleReader::u8);
  }

  @Property
  void compactNumbersOfEveryWidth(@ForAll long bits) throws ScaleException {
    for (int shift = 0; shift < Long.SIZE; shift++) {
      check(bits >>> shift, ScaleWriter::compact, ScaleReader::compact);
    }
  }

  @Property
  void byteSequences(@ForAll Bytes value) throws ScaleException {
    check(value, ScaleWriter::bytes, ScaleReader::bytes);
  }

  @Property
  void text(@ForAll("texts") String value) throws ScaleException {
    check(value, ScaleWriter::string, ScaleReader::string);
  }

  @Property
  void duration(@ForAll("durations") Duration value) throws ScaleException {
    check(value, ScaleWriter::duration, ScaleReader::duration);
  }

  @Property
  void listsOfOptions(@ForAll List<Optional<Boolean>> value) throws ScaleException {
    check(value, (out, list) -> out.list(list, (o, item) -> o.option(item, ScaleWriter::bool)),
        in -> in.list(i -> i.option(ScaleReader::bool)));
  }

  @Property
  void hashes(@ForAll Hash value) throws ScaleException {
    check(value, ScaleWriter::value, Hash::decode);
  }

  @Property
  void executorParam(@ForAll ExecutorParam value) throws ScaleException {
    check(value, ScaleWriter::value, ExecutorParam::decode);
  }

  @Property
  void executorParams(@ForAll ExecutorParams value) throws ScaleException {
    check(value, ScaleWriter::value, ExecutorParams::decode);
  }

  @Property
  void persistedValidationData(@ForAll PersistedValidationData value) throws ScaleException {
    check(value, ScaleWriter::value, PersistedValidationData::decode);
  }

  @Property
  void pov(@ForAll PoV value) throws ScaleException {
    check(value, ScaleWriter::value, PoV::decode);
  }

  @Property
  void extension(@ForAll ValidationParamsExtension value) throws ScaleException {
    check(value, ScaleWriter::value, ValidationParamsExtension::decode);
  }

  @Property
  void validationParamsWithoutExtension(@ForAll ValidationParams value) throws ScaleException {
    check(without(value), ScaleWriter::value, ValidationParams::decode);
  }

  /** The beginning before the extension is an encoding of its own: of the same params without one. */
  @Property
  void validationParamsWithExtension(@ForAll ValidationParams params, @ForAll ValidationParamsExtension extension)
      throws ScaleException {
    ValidationParams value = new ValidationParams(params.parentHead(), params.blockData(), params.relayParentNumber(),
        params.relayParentStorageRoot(), Optional.of(extension));
    byte[] encoded = encode(value, ScaleWriter::value);
    assertEquals(value, read(encoded, encoded.length, ValidationParams::decode));
    int end = without(value).encode().length();
    assertEquals(without(value), read(encoded, end, ValidationParams::decode));
    for (int length = end + 1; length < encoded.length; length++) {
      assertFails(encoded, length, ValidationParams::decode);
    }
  }

  @Property
  void horizontalMessages(@ForAll OutboundHrmpMessage value) throws ScaleException {
    check(value, ScaleWriter::value, OutboundHrmpMessage::decode);
  }

  @Property
  void validationResult(@ForAll ValidationResult value) throws ScaleException {
    check(value, ScaleWriter::value, ValidationResult::decode);
  }

  @Property
  void candidateCommitments(@ForAll ValidationResult value) throws ScaleException {
    check(value.commitments(), ScaleWriter::value, CandidateCommitments::decode);
  }

  @Property
  void descriptorVersions(@ForAll CandidateDescriptorVersion value) throws ScaleException {
    check(value, (out, version) -> version.encodeTo(out, true), in -> CandidateDescriptorVersion.decode(in, true));
  }

  private static ValidationParams without(ValidationParams params) {
    return new ValidationParams(params.parentHead(), params.blockData(), params.relayParentNumber(),
        params.relayParentStorageRoot(), Optional.empty());
  }

  private static <T> void check(T value, ItemWriter<T> writer, ItemReader<T> reader) throws ScaleException {
    byte[] encoded = encode(value, writer);
    assertEquals(value, read(encoded, encoded.length, reader));
    for (int length = 0; length < encoded.length; length++) {
      assertFails(encoded, length, reader);
    }
  }

  private static <T> byte[] encode(T value, ItemWriter<T> writer) {
    ScaleWriter out = new ScaleWriter();
    writer.write(out, value);
    return out.toByteArray();
  }

  private static <T> T read(byte[] encoded, int length, ItemReader<T> reader) throws ScaleException {
    ScaleReader in = new ScaleReader(encoded, 0, length);
    T value = reader.read(in);
    in.end();
    return value;
  }

  private static void assertFails(byte[] encoded, int length, ItemReader<?> reader) {
    ScaleException error = assertThrows(ScaleException.class, () -> read(encoded, length, reader));
    assertTrue(error.offset() >= 0 && error.offset() <= length, error.getMessage());
  }
}

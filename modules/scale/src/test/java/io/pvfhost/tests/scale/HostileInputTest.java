package io.pvfhost.tests.scale;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateCommitments;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleReader.ItemReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever the bytes are, reading them ends in a value or in a {@link ScaleException}, and takes little memory. */
@Domain(Values.class)
@Domain(DomainContext.Global.class)
class HostileInputTest {

  private static final List<ItemReader<?>> DECODERS = List.of(
      ExecutorParams::decode, PersistedValidationData::decode, PoV::decode, ValidationParams::decode,
      ValidationResult::decode, CandidateCommitments::decode, ScaleReader::string, ScaleReader::bytes,
      in -> in.list(ScaleReader::hash), in -> in.option(ScaleReader::string));

  /** What the run time itself may take, for instance to link a lambda; far below the lengths that are declared. */
  private static final long SOME_BYTES = 16 << 20;

  @Property(tries = 1000)
  void anyBytesEndInAValueOrAnErrorInsideThem(@ForAll @Size(max = 200) byte[] bytes) {
    for (ItemReader<?> decoder : DECODERS) {
      readOrFail(bytes, decoder);
    }
  }

  @Property(tries = 1000)
  void oneWrongByteEndsInAValueOrAnErrorInsideTheBytes(
      @ForAll ValidationResult result, @ForAll ExecutorParams params, @ForAll @IntRange(max = 1000) int at,
      @ForAll byte wrong) {
    readOrFail(changed(result.encode(), at, wrong), ValidationResult::decode);
    readOrFail(changed(params.encode(), at, wrong), ExecutorParams::decode);
  }

  @Test
  void hugeDeclaredLengthsAllocateNothing() {
    List<byte[]> lengths = List.of(
        compact(Integer.MAX_VALUE), compact(Integer.MAX_VALUE - 8), compact(1L << 31), compact(1L << 40), compact(-1));
    long before = allocatedBytes();
    for (byte[] length : lengths) {
      assertFails(length, ScaleReader::bytes);
      assertFails(length, ScaleReader::string);
      assertFails(length, in -> in.list(ScaleReader::u64));
      assertFails(length, in -> in.list(Integer.MAX_VALUE, ScaleReader::u64));
      assertFails(length, in -> in.list(1 << 28, ScaleReader::bytes));
      assertFails(length, PoV::decode);
      assertFails(length, ExecutorParams::decode);
      assertFails(length, CandidateCommitments::decode);
    }
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < SOME_BYTES, () -> allocated + " bytes allocated");
  }

  @Test
  void deeplyDeclaredLengthsAreRefusedWhereTheyStand() {
    // One message after the other declares more than there is; the third has it in its own length.
    byte[] result = new ScaleWriter().bytes(Bytes.EMPTY).bool(false).compact(3)
        .bytes(Bytes.EMPTY).bytes(Bytes.EMPTY).compact(Integer.MAX_VALUE).toByteArray();
    ScaleException error = assertThrows(ScaleException.class, () -> ValidationResult.decode(new ScaleReader(result)));
    assertEquals(result.length, error.offset());
  }

  private static void assertFails(byte[] bytes, ItemReader<?> decoder) {
    assertThrows(ScaleException.class, () -> decoder.read(new ScaleReader(bytes)));
  }

  private static void readOrFail(byte[] bytes, ItemReader<?> decoder) {
    ScaleReader in = new ScaleReader(bytes);
    try {
      decoder.read(in);
      assertTrue(in.remaining() >= 0);
    } catch (ScaleException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
    }
  }

  private static byte[] changed(Bytes encoding, int at, byte wrong) {
    byte[] bytes = encoding.toArray();
    bytes[at % bytes.length] = wrong;
    return bytes;
  }

  private static byte[] compact(long value) {
    return new ScaleWriter().compact(value).toByteArray();
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}

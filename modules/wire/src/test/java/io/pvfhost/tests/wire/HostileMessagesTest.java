package io.pvfhost.tests.wire;

import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.WireException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.Shrinkable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Random and mutated bytes into every decoder: the outcome is a message or the one declared exception, and no more
 * memory is taken than the input justifies.
 */
class HostileMessagesTest {

  private static final int SEEDS_OF_A_KIND = 60;

  @Example
  void anyBytesAreAMessageOrAWireException() {
    List<Target<?>> targets = targets();
    Campaign.run(random -> targets.get(random.nextInt(targets.size())).attack(random));
  }

  private static List<Target<?>> targets() {
    List<Target<?>> targets = new ArrayList<>();
    Features.ALL.forEach(features -> addTargets(features, targets));
    return targets;
  }

  private static void addTargets(Features of, List<Target<?>> targets) {
    Dialect dialect = of.dialect();
    targets.addAll(List.of(
        Target.of(Messages.securityStatuses(), dialect::encodeSecurityStatus, dialect::decodeSecurityStatus),
        Target.of(Messages.executeHandshakes(of), dialect::encodeExecuteHandshake, dialect::decodeExecuteHandshake),
        Target.of(Messages.executeResults(of), dialect::encodeExecuteResult, dialect::decodeExecuteResult),
        Target.of(Messages.prepareRequests(of), dialect::encodePrepareRequest, dialect::decodePrepareRequest),
        Target.of(Messages.prepareResults(), dialect::encodePrepareResult, dialect::decodePrepareResult)));
    for (int i = 0; i < of.frames(); i++) {
      targets.add(executeRequestFrame(of, i));
    }
  }

  private static Target<?> executeRequestFrame(Features of, int index) {
    Dialect dialect = of.dialect();
    List<byte[]> request = Messages.frames(dialect, sample(Messages.executeRequests(of), 1).get(0));
    return Target.of(Messages.executeRequests(of),
        value -> Messages.frames(dialect, value).get(index),
        payload -> {
          List<byte[]> frames = new ArrayList<>(request);
          frames.set(index, payload);
          return dialect.decodeExecuteRequest(frames);
        });
  }

  /** The same values every time: the seeds of a build must not depend on chance. */
  private static <T> List<T> sample(Arbitrary<T> values, int count) {
    return values.generator(1000).stream(new Random(0)).limit(count).map(Shrinkable::value).toList();
  }

  private record Target<T>(List<byte[]> seeds, Function<T, byte[]> encode, Golden.Decoder<T> decode) {

    static <T> Target<T> of(Arbitrary<T> values, Function<T, byte[]> encode, Golden.Decoder<T> decode) {
      return new Target<>(sample(values, SEEDS_OF_A_KIND).stream().map(encode).toList(), encode, decode);
    }

    void attack(Random random) {
      byte[] bytes = random.nextInt(8) == 0
          ? Mutation.random(random)
          : Mutation.mutate(seeds.get(random.nextInt(seeds.size())), random);
      Allocation allocation = new Allocation();
      try {
        assertEncodesToItsFront(decode.decode(bytes), bytes);
      } catch (WireException e) {
        assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e::getMessage);
      }
      allocation.assertBounded(bytes.length);
    }

    /** Decoding is strict: there is one encoding of a message, and it is what was read. */
    private void assertEncodesToItsFront(T value, byte[] bytes) {
      byte[] again = encode.apply(value);
      assertTrue(again.length <= bytes.length
          && Arrays.equals(again, 0, again.length, bytes, 0, again.length), value::toString);
    }
  }
}

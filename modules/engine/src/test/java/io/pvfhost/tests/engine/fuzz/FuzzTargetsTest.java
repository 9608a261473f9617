package io.pvfhost.tests.engine.fuzz;

import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.tests.engine.generate.Modules;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

/** The fuzz targets over what was once found, and over mutations of a fixed seed. */
class FuzzTargetsTest {

  private static final int MUTATIONS = Integer.getInteger("pvf.engine.mutations", 10_000);
  private static final int SEEDS = 200;
  private static final int[] OPCODES = {0x00, 0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x1a, 0x1b, 0x40};

  @Test
  void findingsStayFixed() throws IOException {
    try (InputStream in = FuzzTargetsTest.class.getResourceAsStream("/engine/fuzz-findings.txt")) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertFalse(lines.isEmpty());
      for (String line : lines) {
        if (!line.startsWith("#")) {
          byte[] input = HexFormat.of().parseHex(line);
          CompilerTarget.fuzzerTestOneInput(input);
          BlobTarget.fuzzerTestOneInput(input);
        }
      }
    }
  }

  @Test
  void mutatedModulesAreRefusedOrCompiled() {
    byte[][] seeds = new byte[SEEDS][];
    for (int i = 0; i < SEEDS; i++) {
      seeds[i] = Modules.of(i);
    }
    mutate(seeds, CompilerTarget::fuzzerTestOneInput, MUTATIONS);
  }

  @Test
  void mutatedBlobsAreRefusedOrDecompressed() {
    byte[][] seeds = new byte[SEEDS][];
    for (int i = 0; i < SEEDS; i++) {
      byte[] blob = MaybeCompressed.compress(Modules.of(i));
      seeds[i] = Arrays.copyOfRange(blob, MaybeCompressed.MAGIC.length(), blob.length);
    }
    mutate(seeds, BlobTarget::fuzzerTestOneInput, MUTATIONS / 4);
  }

  private static void mutate(byte[][] seeds, Consumer<byte[]> target, int count) {
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      byte[] input = mutated(seeds[random.nextInt(seeds.length)], random);
      try {
        target.accept(input);
      } catch (RuntimeException | Error e) {
        fail(e + " for\n" + HexFormat.of().formatHex(input), e);
      }
    }
  }

  /** Changes, removes, doubles or cuts a few bytes. */
  private static byte[] mutated(byte[] seed, Random random) {
    byte[] input = seed.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && input.length > 1; changes--) {
      int at = random.nextInt(input.length);
      switch (random.nextInt(8)) {
        case 0 -> input = Arrays.copyOf(input, at);
        case 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> input = without(input, at);
        case 3 -> input[at]++;
        case 4 -> input[at] = (byte) random.nextInt(256);
        case 5 -> input[at] = input[random.nextInt(input.length)];
        default -> input[at] = (byte) OPCODES[random.nextInt(OPCODES.length)];
      }
    }
    return input;
  }

  private static byte[] without(byte[] input, int at) {
    byte[] shorter = Arrays.copyOf(input, input.length - 1);
    System.arraycopy(input, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }
}

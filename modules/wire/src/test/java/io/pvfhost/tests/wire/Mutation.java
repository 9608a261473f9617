package io.pvfhost.tests.wire;

import java.util.Arrays;
import java.util.Random;

/** Bytes as a broken or hostile peer sends them. */
final class Mutation {

  private static final int MAX_RANDOM_BYTES = 600;
  private static final byte[] INTERESTING = {0, 1, 2, 3, 4, 7, 8, 12, 13, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

  private Mutation() {
  }

  static byte[] random(Random random) {
    byte[] bytes = new byte[random.nextInt(MAX_RANDOM_BYTES)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** One to four changes, most of them near the front, where the indices and lengths are. */
  static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, Random random) {
    int at = position(bytes.length, random);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> splice(bytes, at, at, random(random));
      case 2 -> splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
      case 3 -> replace(bytes, at, (byte) (1 << random.nextInt(8)), true);
      case 4 -> splice(bytes, at, Math.min(bytes.length, at + 9), hugeLength(random));
      default -> replace(bytes, at, INTERESTING[random.nextInt(INTERESTING.length)], false);
    };
  }

  private static int position(int length, Random random) {
    int range = random.nextBoolean() ? Math.min(length, 16) : length;
    return random.nextInt(range + 1);
  }

  private static byte[] replace(byte[] bytes, int at, byte value, boolean flip) {
    if (at < bytes.length) {
      bytes[at] = flip ? (byte) (bytes[at] ^ value) : value;
    }
    return bytes;
  }

  /** A compact number of four or eight bytes that promises far more than there is. */
  private static byte[] hugeLength(Random random) {
    int count = random.nextBoolean() ? 4 : 8;
    byte[] length = new byte[1 + count];
    random.nextBytes(length);
    length[0] = (byte) ((count - 4) << 2 | 3);
    length[count] |= (byte) 0x40;
    return length;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
    byte[] result = new byte[from + middle.length + bytes.length - to];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
    return result;
  }
}

package io.pvfhost.scale;

/** XXH64, the function below the {@code twox} hashes. */
final class XxHash64 {

  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private XxHash64() {
  }

  static long hash(long seed, byte[] data, int offset, int length) {
    int end = offset + length;
    int at = offset;
    long hash;
    if (length >= 32) {
      long a = seed + P1 + P2;
      long b = seed + P2;
      long c = seed;
      long d = seed - P1;
      for (; at <= end - 32; at += 32) {
        a = round(a, LittleEndian.getLong(data, at));
        b = round(b, LittleEndian.getLong(data, at + 8));
        c = round(c, LittleEndian.getLong(data, at + 16));
        d = round(d, LittleEndian.getLong(data, at + 24));
      }
      hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    } else {
      hash = seed + P5;
    }
    return avalanche(tail(hash + length, data, at, end));
  }

  private static long tail(long start, byte[] data, int from, int end) {
    long hash = start;
    int at = from;
    for (; at <= end - 8; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, LittleEndian.getLong(data, at)), 27) * P1 + P4;
    }
    if (at <= end - 4) {
      hash = Long.rotateLeft(hash ^ (LittleEndian.getInt(data, at) & 0xffff_ffffL) * P1, 23) * P2 + P3;
      at += 4;
    }
    for (; at < end; at++) {
      hash = Long.rotateLeft(hash ^ (data[at] & 0xff) * P5, 11) * P1;
    }
    return hash;
  }

  private static long avalanche(long value) {
    long hash = (value ^ value >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * P1 + P4;
  }
}

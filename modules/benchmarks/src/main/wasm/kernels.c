/*
 * Small pieces of work of the kinds that validation code does, each as often as the block asks.
 *
 * block: u32 kernel, u32 rounds
 *   0 blake2b      1 MiB hashed, its rounds a loop over a table
 *   1 sort         2^16 pseudo-random words sorted in place
 *   2 interpreter  100,000 steps of a small machine, one switch each
 *   3 memcpy       1 MiB copied in words of 8 bytes
 *   4 fib          the Fibonacci number of this index, by plain recursion; rounds is the index
 *   5 unrolled     as blake2b, its rounds one straight line of code
 * head:  u64, a digest of what came out
 */
#include "pvf.h"

#define BUFFER_BYTES (1u << 20)
#define WORDS (1u << 16)
#define STEPS 100000u
#define SMALL_PART 16u

static u8 source[BUFFER_BYTES];
static u8 target[BUFFER_BYTES];
static u32 words[WORDS];

/* --- blake2b --- */

#define BLOCK_BYTES 128u
#define DIGEST_PARAMETERS 0x01010020u /* no key, 32 bytes */

static const u64 initial[8] = {
    0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
    0x510e527fade682d1u, 0x9b05688c2b3e6c1fu, 0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u,
};

static const u8 order[12][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
};

static inline u64 rotate_right(u64 value, int by) { return value >> by | value << (64 - by); }

#define MIX(a, b, c, d, x, y)           \
  do {                                  \
    v[a] += v[b] + (x);                 \
    v[d] = rotate_right(v[d] ^ v[a], 32); \
    v[c] += v[d];                       \
    v[b] = rotate_right(v[b] ^ v[c], 24); \
    v[a] += v[b] + (y);                 \
    v[d] = rotate_right(v[d] ^ v[a], 16); \
    v[c] += v[d];                       \
    v[b] = rotate_right(v[b] ^ v[c], 63); \
  } while (0)

static inline __attribute__((always_inline)) void mix_all(u64 *v, const u64 *m, const u8 *s) {
  MIX(0, 4, 8, 12, m[s[0]], m[s[1]]);
  MIX(1, 5, 9, 13, m[s[2]], m[s[3]]);
  MIX(2, 6, 10, 14, m[s[4]], m[s[5]]);
  MIX(3, 7, 11, 15, m[s[6]], m[s[7]]);
  MIX(0, 5, 10, 15, m[s[8]], m[s[9]]);
  MIX(1, 6, 11, 12, m[s[10]], m[s[11]]);
  MIX(2, 7, 8, 13, m[s[12]], m[s[13]]);
  MIX(3, 4, 9, 14, m[s[14]], m[s[15]]);
}

static inline __attribute__((always_inline)) void begin(u64 *v, u64 *m, const u64 *h, const u8 *block, u64 count,
                                                        int last) {
  for (int i = 0; i < 8; i++) {
    v[i] = h[i];
    v[i + 8] = initial[i];
  }
  v[12] ^= count;
  if (last) {
    v[14] = ~v[14];
  }
  for (int i = 0; i < 16; i++) {
    m[i] = load_u64(block + 8 * i);
  }
}

static inline __attribute__((always_inline)) void finish(u64 *h, const u64 *v) {
  for (int i = 0; i < 8; i++) {
    h[i] ^= v[i] ^ v[i + 8];
  }
}

static __attribute__((noinline)) void compress_looped(u64 *h, const u8 *block, u64 count, int last) {
  u64 v[16], m[16];
  begin(v, m, h, block, count, last);
#pragma clang loop unroll(disable)
  for (int round = 0; round < 12; round++) {
    mix_all(v, m, order[round]);
  }
  finish(h, v);
}

static __attribute__((noinline)) void compress_unrolled(u64 *h, const u8 *block, u64 count, int last) {
  u64 v[16], m[16];
  begin(v, m, h, block, count, last);
#pragma clang loop unroll(full)
  for (int round = 0; round < 12; round++) {
    mix_all(v, m, order[round]);
  }
  finish(h, v);
}

static __attribute__((noinline)) u64 blake2b(u32 rounds, int unrolled) {
  u64 digest = 0;
  for (u32 round = 0; round < rounds; round++) {
    u64 h[8];
    for (int i = 0; i < 8; i++) {
      h[i] = initial[i];
    }
    h[0] ^= DIGEST_PARAMETERS;
    for (u32 at = 0; at < BUFFER_BYTES; at += BLOCK_BYTES) {
      int last = at + BLOCK_BYTES == BUFFER_BYTES;
      if (unrolled) {
        compress_unrolled(h, source + at, at + BLOCK_BYTES, last);
      } else {
        compress_looped(h, source + at, at + BLOCK_BYTES, last);
      }
    }
    digest = h[0];
    store_u64(source, digest); /* so that no round is like another */
  }
  return digest;
}

/* --- sort --- */

static void insertion_sort(u32 *from, u32 *end) {
  for (u32 *next = from + 1; next < end; next++) {
    u32 value = *next;
    u32 *at = next;
    for (; at > from && at[-1] > value; at--) {
      *at = at[-1];
    }
    *at = value;
  }
}

/* Quicksort that recurses into the smaller part. */
static __attribute__((noinline)) void sort_range(u32 *from, u32 *end) {
  while (end - from > (int)SMALL_PART) {
    u32 pivot = from[(end - from) / 2];
    u32 *low = from;
    u32 *high = end - 1;
    while (low <= high) {
      for (; *low < pivot; low++) {
      }
      for (; *high > pivot; high--) {
      }
      if (low <= high) {
        u32 value = *low;
        *low++ = *high;
        *high-- = value;
      }
    }
    if (high - from < end - low) {
      sort_range(from, high + 1);
      from = low;
    } else {
      sort_range(low, end);
      end = high + 1;
    }
  }
  insertion_sort(from, end);
}

static __attribute__((noinline)) u64 sort(u32 rounds) {
  u64 digest = 0;
  u32 random = 0x9e3779b9u;
  for (u32 round = 0; round < rounds; round++) {
    for (u32 i = 0; i < WORDS; i++) {
      random ^= random << 13;
      random ^= random >> 17;
      random ^= random << 5;
      words[i] = random;
    }
    sort_range(words, words + WORDS);
    for (u32 i = 1; i < WORDS; i++) {
      if (words[i - 1] > words[i]) {
        trap();
      }
    }
    digest = digest * 31 + (words[WORDS / 3] ^ words[WORDS / 2]);
  }
  return digest;
}

/* --- interpreter --- */

static u8 program[32] = {0, 3, 7, 1, 12, 5, 9, 2, 14, 6, 11, 0, 4, 13, 8, 10,
                         2, 7, 3, 15, 5, 1, 9, 6, 12, 0, 14, 4, 11, 8, 13, 10};

static __attribute__((noinline)) u64 interpret(u32 rounds) {
  u64 a = 1, b = 2, c = 3, d = rounds;
  u32 counter = 0;
  for (u32 round = 0; round < rounds; round++) {
    for (u32 step = 0; step < STEPS; step++) {
      switch (program[counter++ % sizeof program]) {
        case 0: a += b; break;
        case 1: b ^= c; break;
        case 2: c = c * 6364136223846793005u + 1442695040888963407u; break;
        case 3: d += a >> 5; break;
        case 4: a = rotate_right(a, 57); break;
        case 5: b -= d; break;
        case 6: source[c % BUFFER_BYTES] = (u8)a; break;
        case 7: d ^= source[b % BUFFER_BYTES]; break;
        case 8: a &= ~d | 0xffff; break;
        case 9: if (a > b) { c++; } break;
        case 10: a += c / (b | 1); break;
        case 11: d <<= 1; break;
        case 12: c ^= c >> 29; break;
        case 13: if ((d & 7) == 0) { counter += 3; } break;
        case 14: words[a % WORDS] += (u32)b; break;
        default: b += words[d % WORDS]; break;
      }
    }
  }
  return a ^ b ^ c ^ d;
}

/* --- memcpy and fib --- */

static __attribute__((noinline)) u64 copy_words(u32 rounds) {
  u64 digest = 0;
  for (u32 round = 0; round < rounds; round++) {
    source[round % BUFFER_BYTES] += (u8)round;
#pragma clang loop unroll(disable)
    for (u32 at = 0; at < BUFFER_BYTES; at += 8) {
      store_u64(target + at, load_u64(source + at));
    }
    digest = digest * 31 + target[round % BUFFER_BYTES];
  }
  return digest;
}

static __attribute__((noinline)) u64 fib(u32 index) { return index < 2 ? index : fib(index - 1) + fib(index - 2); }

/* --- entry --- */

static u64 run(u32 kernel, u32 rounds) {
  switch (kernel) {
    case 0: return blake2b(rounds, 0);
    case 1: return sort(rounds);
    case 2: return interpret(rounds);
    case 3: return copy_words(rounds);
    case 4: return fib(rounds);
    case 5: return blake2b(rounds, 1);
    default: trap();
  }
}

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  if (p.block_data.length < 8) {
    trap();
  }
  for (u32 i = 0; i < BUFFER_BYTES; i++) {
    source[i] = (u8)(i * 31 + 7);
  }
  u8 head[8];
  store_u64(head, run(load_u32(p.block_data.at), load_u32(p.block_data.at + 4)));
  return result(head, sizeof head, p.relay_parent_number);
}

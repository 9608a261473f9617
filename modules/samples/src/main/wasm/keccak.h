/* Keccak-256 as Ethereum and the test parachains use it: rate 136, padding byte 01. */
#ifndef KECCAK_H
#define KECCAK_H

#include "pvf.h"

#define KECCAK_RATE 136u

static const u64 ROUND_CONSTANTS[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

static inline u64 rotate(u64 lane, u32 by) { return lane << (by & 63) | lane >> (-by & 63); }

/* Lane (x, y) is at x + 5 * y. */
static void permute(u64 lanes[25]) {
  for (u32 round = 0; round < 24; round++) {
    u64 parity[5];
    for (u32 x = 0; x < 5; x++) {
      parity[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    }
    for (u32 x = 0; x < 5; x++) {
      u64 mask = parity[(x + 4) % 5] ^ rotate(parity[(x + 1) % 5], 1);
      for (u32 y = 0; y < 25; y += 5) {
        lanes[x + y] ^= mask;
      }
    }

    /* rho and pi: one walk over all lanes but (0, 0), each rotated by the next triangular number */
    u64 carried = lanes[1];
    for (u32 step = 0, x = 1, y = 0; step < 24; step++) {
      u32 next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      u64 kept = lanes[x + 5 * y];
      lanes[x + 5 * y] = rotate(carried, (step + 1) * (step + 2) / 2);
      carried = kept;
    }

    for (u32 y = 0; y < 25; y += 5) {
      u64 row[5];
      for (u32 x = 0; x < 5; x++) {
        row[x] = lanes[y + x];
      }
      for (u32 x = 0; x < 5; x++) {
        lanes[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
    }
    lanes[0] ^= ROUND_CONSTANTS[round];
  }
}

static void absorb(u64 lanes[25], const u8 *block) {
  for (u32 i = 0; i < KECCAK_RATE / 8; i++) {
    lanes[i] ^= load_u64(block + 8 * i);
  }
  permute(lanes);
}

static void keccak256(const u8 *data, u32 length, u8 digest[32]) {
  u64 lanes[25];
  for (u32 i = 0; i < 25; i++) {
    lanes[i] = 0;
  }
  while (length >= KECCAK_RATE) {
    absorb(lanes, data);
    data += KECCAK_RATE;
    length -= KECCAK_RATE;
  }

  u8 last[KECCAK_RATE];
  for (u32 i = 0; i < KECCAK_RATE; i++) {
    last[i] = i < length ? data[i] : 0;
  }
  last[length] ^= 0x01;
  last[KECCAK_RATE - 1] ^= 0x80;
  absorb(lanes, last);

  for (u32 i = 0; i < 4; i++) {
    store_u64(digest + 8 * i, lanes[i]);
  }
}

#endif

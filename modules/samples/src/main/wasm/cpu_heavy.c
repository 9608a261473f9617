/*
 * Computes for as long as the block asks.
 *
 * block: u64 rounds
 * head:  u64, the state of a xorshift64 generator after so many steps
 */
#include "pvf.h"

#define SEED 0x9e3779b97f4a7c15u

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  if (p.block_data.length < 8) {
    trap();
  }
  u64 digest = SEED;
  for (u64 rounds = load_u64(p.block_data.at); rounds != 0; rounds--) {
    digest ^= digest << 13;
    digest ^= digest >> 7;
    digest ^= digest << 17;
  }
  u8 head[8];
  store_u64(head, digest);
  return result(head, sizeof head, p.relay_parent_number);
}

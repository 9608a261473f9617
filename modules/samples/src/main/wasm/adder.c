/*
 * Adds a number to a state of 64 bits.
 *
 * head:  u64 number | keccak-256 of the parent head | keccak-256 of the state
 * block: u64 state | u64 add; the state must be the one behind the parent head
 */
#include "keccak.h"

#define HASH 32u
#define HEAD (8u + 2 * HASH)
#define BLOCK 16u

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  /* A longer head is refused as well: its hash would not be that of the head the parent block made. */
  if (p.parent_head.length != HEAD || p.block_data.length < BLOCK) {
    trap();
  }
  const u8 *parent = p.parent_head.at;
  const u8 *block = p.block_data.at;

  u8 state_hash[HASH];
  keccak256(block, 8, state_hash);
  if (!equal(state_hash, parent + 8 + HASH, HASH)) {
    trap();
  }

  u8 state[8];
  store_u64(state, load_u64(block) + load_u64(block + 8));

  u8 head[HEAD];
  store_u64(head, load_u64(parent) + 1);
  keccak256(parent, HEAD, head + 8);
  keccak256(state, 8, head + 8 + HASH);
  return result(head, HEAD, p.relay_parent_number);
}

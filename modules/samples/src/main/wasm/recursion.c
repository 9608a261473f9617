/*
 * Calls itself as deep as the block asks.
 *
 * block: u32 depth
 * head:  u32, the depth reached
 */
#include "pvf.h"

/* The result is read through memory after the call, so that the call stays one and does not become a loop. */
static volatile u32 depth;

__attribute__((noinline)) static void down(u32 left) {
  if (left == 0) {
    return;
  }
  down(left - 1);
  depth++;
}

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  if (p.block_data.length < 4) {
    trap();
  }
  down(load_u32(p.block_data.at));
  u8 head[4];
  store_u32(head, depth);
  return result(head, sizeof head, p.relay_parent_number);
}

/*
 * Grows its memory until the host refuses one more page, then writes to all of it.
 *
 * block: nothing, or u32 pages to grow by at a time; one at a time is the slow way
 * head:  u32, pages of the whole memory
 */
#include "pvf.h"

#define PAGE 65536u
#define ALL_AT_ONCE 32768u
#define TOUCH_EVERY 4096u

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  u32 pages = __builtin_wasm_memory_size(0);
  u32 step = p.block_data.length < 4 ? ALL_AT_ONCE : load_u32(p.block_data.at);
  u32 from = pages;
  while (step != 0) {
    if (__builtin_wasm_memory_grow(0, step) == -1ul) {
      step /= 2;
    }
  }
  pages = __builtin_wasm_memory_size(0);
  /* Counted in steps, not in addresses: the end of 65536 pages is no 32-bit address. */
  volatile u8 *at = (u8 *)(from * PAGE);
  for (u32 touches = (pages - from) * (PAGE / TOUCH_EVERY); touches != 0; touches--) {
    *at = 1;
    at += TOUCH_EVERY;
  }
  u8 head[4];
  store_u32(head, pages);
  return result(head, sizeof head, p.relay_parent_number);
}

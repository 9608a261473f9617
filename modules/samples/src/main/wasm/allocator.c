/*
 * Asks the host's heap allocator for what the block lists, and reports where it was.
 *
 * block: at most 64 x u32, each a size to allocate, or ffffffff to free the latest block that is still allocated
 * head:  one u32 for each of them, the pointer allocated or freed
 */
#include "pvf.h"

#define FREE 0xffffffffu
#define MAX_STEPS (MAX_HEAD / 4)

HOST(ext_allocator_malloc_version_1) u32 host_malloc(u32 size);
HOST(ext_allocator_free_version_1) void host_free(u32 block);

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  u32 steps = p.block_data.length / 4;
  if (steps > MAX_STEPS) {
    trap();
  }
  u8 head[MAX_HEAD];
  u32 allocated[MAX_STEPS];
  u32 count = 0;
  for (u32 step = 0; step < steps; step++) {
    u32 size = load_u32(p.block_data.at + 4 * step);
    u32 block;
    if (size != FREE) {
      block = host_malloc(size);
      allocated[count++] = block;
    } else if (count != 0) {
      block = allocated[--count];
      host_free(block);
    } else {
      trap();
    }
    store_u32(head + 4 * step, block);
  }
  return result(head, 4 * steps, p.relay_parent_number);
}

/* Lets the host hash the block data. head: blake2b-256 of the block data */
#include "pvf.h"

HOST(ext_allocator_malloc_version_1) u8 *host_malloc(u32 size);
HOST(ext_allocator_free_version_1) void host_free(u8 *block);
HOST(ext_hashing_blake2_256_version_1) u8 *host_blake2_256(u64 data);

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  u8 *head = host_malloc(32);
  u8 *digest = host_blake2_256(SPAN(p.block_data.at, p.block_data.length));
  copy(head, digest, 32);
  host_free(digest);
  return result(head, 32, p.relay_parent_number);
}

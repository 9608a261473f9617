/*
 * Lets the host hash the block data in every way it knows.
 *
 * head: keccak-256 | keccak-512 | sha2-256 | blake2-128 | blake2-256 | twox-64 | twox-128 | twox-256, 232 bytes
 */
#include "pvf.h"

HOST(ext_hashing_keccak_256_version_1) u8 *keccak_256(u64 data);
HOST(ext_hashing_keccak_512_version_1) u8 *keccak_512(u64 data);
HOST(ext_hashing_sha2_256_version_1) u8 *sha2_256(u64 data);
HOST(ext_hashing_blake2_128_version_1) u8 *blake2_128(u64 data);
HOST(ext_hashing_blake2_256_version_1) u8 *blake2_256(u64 data);
HOST(ext_hashing_twox_64_version_1) u8 *twox_64(u64 data);
HOST(ext_hashing_twox_128_version_1) u8 *twox_128(u64 data);
HOST(ext_hashing_twox_256_version_1) u8 *twox_256(u64 data);

static u8 *append(u8 *to, const u8 *digest, u32 length) {
  copy(to, digest, length);
  return to + length;
}

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  u64 data = SPAN(p.block_data.at, p.block_data.length);
  u8 head[232];
  u8 *at = head;
  at = append(at, keccak_256(data), 32);
  at = append(at, keccak_512(data), 64);
  at = append(at, sha2_256(data), 32);
  at = append(at, blake2_128(data), 16);
  at = append(at, blake2_256(data), 32);
  at = append(at, twox_64(data), 8);
  at = append(at, twox_128(data), 16);
  at = append(at, twox_256(data), 32);
  return result(head, (u32)(at - head), p.relay_parent_number);
}

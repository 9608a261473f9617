/*
 * Logs the block data at every level and prints it in every way.
 *
 * head: u32, length of the block data
 */
#include "pvf.h"

#define LEVELS 5u

HOST(ext_logging_log_version_1) void host_log(u32 level, u64 target, u64 message);
HOST(ext_logging_max_level_version_1) u32 host_max_level(void);
HOST(ext_misc_print_num_version_1) void host_print_num(u64 number);
HOST(ext_misc_print_utf8_version_1) void host_print_utf8(u64 text);
HOST(ext_misc_print_hex_version_1) void host_print_hex(u64 data);

static const u8 TARGET[] = {'s', 'a', 'm', 'p', 'l', 'e', 's'};

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  u64 message = SPAN(p.block_data.at, p.block_data.length);
  for (u32 level = 0; level < LEVELS; level++) {
    host_log(level, SPAN(TARGET, sizeof TARGET), message);
  }
  host_print_num(host_max_level());
  host_print_utf8(message);
  host_print_hex(message);
  u8 head[4];
  store_u32(head, p.block_data.length);
  return result(head, sizeof head, p.relay_parent_number);
}

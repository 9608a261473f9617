/* Returns the block data as the result, so a test can have any bytes decoded as a ValidationResult. */
#include "pvf.h"

u64 validate_block(u8 *input, u32 length) {
  params p = take_params(input, length);
  return SPAN(p.block_data.at, p.block_data.length);
}

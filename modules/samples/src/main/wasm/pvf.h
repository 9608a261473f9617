/* What every validation function written in C needs: integers, the SCALE input, the SCALE result. No libc. */
#ifndef PVF_H
#define PVF_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

/* A function of the host. */
#define HOST(name) __attribute__((import_module("env"), import_name(#name))) extern

/* Pointer in the low half, length in the high half: how host and guest pass a range of memory. */
#define SPAN(at, length) ((u64)(u32)(at) | (u64)(length) << 32)

/* Ends the call with an `unreachable` trap: the candidate is invalid. */
static inline _Noreturn void trap(void) { __builtin_trap(); }

static inline u32 load_u32(const u8 *at) { return ((const struct __attribute__((packed)) { u32 value; } *)at)->value; }

static inline u64 load_u64(const u8 *at) { return ((const struct __attribute__((packed)) { u64 value; } *)at)->value; }

static inline void store_u32(u8 *at, u32 value) { ((struct __attribute__((packed)) { u32 value; } *)at)->value = value; }

static inline void store_u64(u8 *at, u64 value) { ((struct __attribute__((packed)) { u64 value; } *)at)->value = value; }

static inline void copy(u8 *to, const u8 *from, u32 length) {
  for (u32 i = 0; i < length; i++) {
    to[i] = from[i];
  }
}

static inline int equal(const u8 *a, const u8 *b, u32 length) {
  for (u32 i = 0; i < length; i++) {
    if (a[i] != b[i]) {
      return 0;
    }
  }
  return 1;
}

/* --- input --- */

typedef struct {
  u8 *at;
  u8 *end;
} reader;

typedef struct {
  u8 *at;
  u32 length;
} bytes;

typedef struct {
  bytes parent_head;
  bytes block_data;
  u32 relay_parent_number;
} params;

static inline u8 *take(reader *in, u32 length) {
  u8 *at = in->at;
  if (length > (u32)(in->end - at)) {
    trap();
  }
  in->at = at + length;
  return at;
}

/* A compact integer below 2^30, in its shortest form. A longer one cannot be the length of anything here. */
static inline u32 take_compact(reader *in) {
  u32 first = *take(in, 1);
  u32 value = first >> 2;
  u32 least = 0;
  switch (first & 3) {
    case 0:
      break;
    case 1:
      value |= (u32)*take(in, 1) << 6;
      least = 1u << 6;
      break;
    case 2: {
      u8 *rest = take(in, 3);
      value |= (u32)rest[0] << 6 | (u32)rest[1] << 14 | (u32)rest[2] << 22;
      least = 1u << 14;
      break;
    }
    default:
      trap();
  }
  if (value < least) {
    trap();
  }
  return value;
}

static inline bytes take_bytes(reader *in) {
  u32 length = take_compact(in);
  return (bytes){take(in, length), length};
}

/* ValidationParams; what follows the storage root is ignored. */
static inline params take_params(u8 *at, u32 length) {
  reader in = {at, at + length};
  params p;
  p.parent_head = take_bytes(&in);
  p.block_data = take_bytes(&in);
  p.relay_parent_number = load_u32(take(&in, 4));
  take(&in, 32);
  return p;
}

/* --- result --- */

#define MAX_HEAD 256u

/* A ValidationResult with this head of at most MAX_HEAD bytes, and neither code nor messages. */
static inline u64 result(const u8 *head, u32 length, u32 hrmp_watermark) {
  static u8 out[2 + MAX_HEAD + 11];
  u8 *at = out;
  if (length > MAX_HEAD) {
    trap();
  }
  if (length < 1u << 6) {
    *at++ = (u8)(length << 2);
  } else {
    *at++ = (u8)(length << 2 | 1);
    *at++ = (u8)(length >> 6);
  }
  copy(at, head, length);
  at += length;
  *at++ = 0; /* no new code */
  *at++ = 0; /* no upward messages */
  *at++ = 0; /* no horizontal messages */
  store_u32(at, 0); /* downward messages processed */
  store_u32(at + 4, hrmp_watermark);
  return SPAN(out, at + 8 - out);
}

/* The entry point; every sample in C defines it. */
__attribute__((export_name("validate_block"))) u64 validate_block(u8 *input, u32 length);

#endif

/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_seal.c -- a sealed state, what is found in damaged ones, and numbers as bytes. */
#include "adder_check.h"
#include "adder_saved.h"
#include "adder_seal.h"

/*  As Swift seals it, see SealFormatTests. */
static const uint8_t sealed[] = {
  0x41, 0x44, 0x52, 0x53, 0x01, 0x00, 0x00, 0x00, 0x50, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f,
  0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f,
  0x7f, 0x3b, 0xd1, 0xd9, 0x03, 0x00, 0x00, 0x00, 0x08, 0x1a, 0xb9, 0x0b, 0x10, 0x00, 0x00, 0x00,
  0xff, 0xfe, 0xfd, 0xfc, 0x80, 0x7f, 0x00, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
};

static void expect(const char *name, int is_right, size_t index) {
  check_cases += 1;
  if (!is_right) {
    fprintf(stderr, "%s: wrong at %lu\n", name, (unsigned long)index);
    exit(1);
  }
}

static void check_state_of(const adder_seal *seal) {
  uint8_t *bytes = (uint8_t *)check_allocate(sizeof sealed);
  memset(bytes, 0xa5, ADDER_SEAL_BYTES);
  memcpy(bytes + ADDER_SEAL_BYTES, sealed + ADDER_SEAL_BYTES, sizeof sealed - ADDER_SEAL_BYTES);
  adder_seal_state(seal, bytes);
  check_equal("adder_seal_state", "", bytes, sealed, sizeof sealed);
  expect("whole", adder_check_state(seal, bytes, sizeof sealed) == ADDER_OK, 0);
  for (size_t i = 0; i < sizeof sealed; ++i) {
    expect("truncated", adder_check_state(seal, bytes, i) == ADDER_TRUNCATED, i);
    for (int change = 1; change < 256; ++change) {
      bytes[i] ^= (uint8_t)change;
      expect("changed byte", adder_check_state(seal, bytes, sizeof sealed) != ADDER_OK, i);
      bytes[i] ^= (uint8_t)change;
    }
  }
  check_release("bytes", bytes, sizeof sealed);
}

static void check_numbers(int32_t count, pattern kind) {
  const size_t n = (size_t)count;
  int16_t *in16 = check_s16(count, kind, INT16_MIN, INT16_MAX);
  int32_t *in32 = check_s32(count, kind, INT32_MIN, INT32_MAX);
  int16_t *out16 = check_s16(count, all_zero, 0, 0);
  int32_t *out32 = check_s32(count, all_zero, 0, 0);
  uint8_t *bytes = (uint8_t *)check_allocate(6 * n + 8);
  uint64_t position = 0;
  uint8_t *end = adder_save_u64(bytes, UINT64_C(0xfedcba9876543210));
  end = adder_save_s32(adder_save_s16(end, in16, n), in32, n);
  expect("saved bytes", end == bytes + 6 * n + 8 && bytes[0] == 0x10 && bytes[7] == 0xfe, n);
  const uint8_t *at = adder_restore_u64(bytes, &position);
  at = adder_restore_s32(adder_restore_s16(at, out16, n), out32, n);
  expect("restored bytes", at == end && position == UINT64_C(0xfedcba9876543210), n);
  check_equal("adder_restore_s16", "", out16, in16, n * sizeof in16[0]);
  check_equal("adder_restore_s32", "", out32, in32, n * sizeof in32[0]);
  check_release("in16", in16, n * sizeof in16[0]);
  check_release("in32", in32, n * sizeof in32[0]);
  check_release("out16", out16, n * sizeof out16[0]);
  check_release("out32", out32, n * sizeof out32[0]);
  check_release("bytes", bytes, 6 * n + 8);
}

static void check_possible(void) {
  const int16_t values16[3] = {-7, 0, 9};
  const int32_t values32[3] = {INT32_MIN, 0, 98301};
  const int32_t three = 3;
  const int32_t bad_counts[2] = {-1, 65536};
  const int8_t values8[2] = {-128, 127};
  uint8_t bytes[16], count[4];
  for (int32_t top = 0; top < 256; ++top) {
    adder_save_u64(bytes, (uint64_t)top << 56 | 1);
    expect("possible position", adder_possible_u64(bytes) == (top < 0x40), (size_t)top);
  }
  adder_save_s8(bytes, values8, 2);
  expect("possible s8", adder_possible_s8(bytes, 2, -128, 127), 0);
  expect("impossible s8", !adder_possible_s8(bytes, 2, -127, 127), 0);
  adder_save_s16(bytes, values16, 3);
  expect("possible s16", adder_possible_s16(bytes, 3, -7, 9), 0);
  expect("impossible s16", !adder_possible_s16(bytes, 3, -7, 8), 0);
  adder_save_s32(bytes, values32, 3);
  expect("possible s32", adder_possible_s32(bytes, 3, INT32_MIN, 98301), 0);
  expect("impossible s32", !adder_possible_s32(bytes, 3, -INT32_MAX, 98301), 0);
  adder_save_s32(count, &three, 1);
  expect("possible pool", adder_possible_pool(bytes + 4, count, 2, -32768, 32767), 0);
  expect("impossible pool", !adder_possible_pool(bytes, count, 3, -32768, 32767), 0);
  expect("impossible high", !adder_possible_pool(bytes + 4, count, 2, -32768, 32766), 0);
  for (size_t i = 0; i < 2; ++i) {
    adder_save_s32(count, &bad_counts[i], 1);
    expect("impossible count", !adder_possible_pool(bytes + 4, count, 1, -32768, 32767), i);
  }
}

int main(void) {
  adder_seal seal = {ADDER_STATE, sizeof sealed, {0}, {0, 0}};
  for (size_t i = 0; i < sizeof seal.model; ++i) {
    seal.model[i] = (uint8_t)i;
  }
  check_state_of(&seal);
  check_possible();
  for (int kind = 0; kind < pattern_count; ++kind) {
    check_numbers(1, (pattern)kind);
    check_numbers(33, (pattern)kind);
  }
  return check_report("check_seal");
}

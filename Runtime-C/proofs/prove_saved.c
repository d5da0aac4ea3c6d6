/* SPDX-License-Identifier: MIT */
/*  prove_saved.c -- numbers as bytes, little-endian, and back. */
#include "../portable/adder_saved.c"
#include "adder_proof.h"

static void bytes_come_back(void) {
  uint8_t bytes[15];
  const int8_t a = (int8_t)any_in(INT8_MIN, INT8_MAX);
  const int16_t b = any_s16();
  const int32_t c = any_s32();
  const uint64_t d = any_u64();
  uint8_t *end = adder_save_s32(adder_save_s16(adder_save_s8(bytes, &a, 1), &b, 1), &c, 1);
  claim(adder_save_u64(end, d) == bytes + 15);
  int8_t got_a;
  int16_t got_b;
  int32_t got_c;
  uint64_t got_d;
  const uint8_t *at = adder_restore_s16(adder_restore_s8(bytes, &got_a, 1), &got_b, 1);
  claim(adder_restore_u64(adder_restore_s32(at, &got_c, 1), &got_d) == bytes + 15);
  claim(got_a == a && got_b == b && got_c == c && got_d == d);
  claim(bytes[1] + 256 * bytes[2] == (b < 0 ? b + 65536 : b));
  for (int i = 0; i < 8; ++i) {
    claim(bytes[7 + i] == (d >> 8 * i & 255));
  }
}

ADDER_PROVE(bytes_come_back)

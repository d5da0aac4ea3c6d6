/* SPDX-License-Identifier: MIT */
/*  prove_shift_right.c -- x >> s = floor(x / 2^s), in 32 and in 64 bits. */
#include "adder_proof.h"

static void shifts_are_floors(void) {
  const int32_t x = any_s32();
  const int64_t wide = any_s64();
  const int32_t s = (int32_t)any_in(0, 31);
  const int32_t wide_s = (int32_t)any_in(0, 63);
  claim(is_floor(adder_shift_right(x, s), x, s));
  claim(is_floor(adder_shift_right_64(wide, wide_s), wide, wide_s));
}

ADDER_PROVE(shifts_are_floors)

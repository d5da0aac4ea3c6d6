/* SPDX-License-Identifier: MIT */
/*  prove_rshift.c -- rshift(x, s) = (x + 2^(s-1)) >> s in 64 bits, x for s = 0. */
#include "adder_proof.h"

static void shift_rounds_half_up(void) {
  const int32_t x = any_s32();
  const int32_t s = (int32_t)any_in(0, 31);
  claim(is_rounded(adder_rshift(x, s), x, s));
}

ADDER_PROVE(shift_rounds_half_up)

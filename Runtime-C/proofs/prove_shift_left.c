/* SPDX-License-Identifier: MIT */
/*  prove_shift_left.c -- x * 2^s where it fits. */
#include "adder_proof.h"

static void shift_is_product(void) {
  const int32_t x = any_s32();
  const int32_t s = (int32_t)any_in(0, 30);
  const int64_t exact = (int64_t)x * ((int64_t)1 << s);
  suppose(exact >= INT32_MIN && exact <= INT32_MAX);
  claim(adder_shift_left(x, s) == exact);
}

ADDER_PROVE(shift_is_product)

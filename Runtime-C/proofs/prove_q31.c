/* SPDX-License-Identifier: MIT */
/*  prove_q31.c -- q31(a, b) = (a * b + 2^30) >> 31, all pairs but one. */
#include "free_product.h"

static void product_rounds_half_up(void) {
  const int32_t a = any_s32();
  const int32_t b = any_s32();
  suppose(a != INT32_MIN || b != INT32_MIN);
  const int32_t r = adder_q31(a, b);
  claim(is_floor(r, product_of(a, b) + ((int64_t)1 << 30), 31));
}

ADDER_PROVE(product_rounds_half_up)

/* SPDX-License-Identifier: MIT */
/*  prove_requantize.c -- requantize(x, left, m, s) = rshift(q31(x << left, m), s).
 *
 *  With -DADDER_64 the form for registers of 64 bits, rv64gc/adder_requantize.h.
 */
#include "free_product.h"

#ifdef ADDER_64
#include "../rv64gc/adder_requantize.h"
#define REQUANTIZE adder_requantize_64
#else
#define REQUANTIZE adder_requantize
#endif

static void product_is_shifted(void) {
  const int32_t left = (int32_t)any_in(0, 30);
  const int32_t x = (int32_t)any_in(-((int64_t)1 << (31 - left)), ((int64_t)1 << (31 - left)) - 1);
  const int32_t multiplier = (int32_t)any_in(-INT32_MAX, INT32_MAX);
  const int32_t shifted = (int32_t)((int64_t)x * ((int64_t)1 << left));
  const int32_t shift = (int32_t)any_in(0, 31);
  const int64_t r = REQUANTIZE(x, left, multiplier, shift);
  const int64_t scaled = product_of(shifted, multiplier) + ((int64_t)1 << 30);
  /* floor(scaled / 2^31), as prove_shift_right.c proves it */
  claim(is_rounded(r, adder_shift_right_64(scaled, 31), shift));
}

ADDER_PROVE(product_is_shifted)

/* SPDX-License-Identifier: MIT */
/*  prove_q15.c -- q15(a, b) = (a * b + 2^14) >> 15, all pairs but one. */
#include "adder_proof.h"

static void products_of(int64_t a) {
  for (int32_t b = INT16_MIN; b <= INT16_MAX; ++b) {
    if (a != INT16_MIN || b != INT16_MIN) {
      const int64_t rest = a * b + 16384 - (int64_t)adder_q15((int16_t)a, (int16_t)b) * 32768;
      claim(rest >= 0 && rest < 32768);
    }
  }
}

ADDER_EXHAUST(products_of, INT16_MIN, INT16_MAX)

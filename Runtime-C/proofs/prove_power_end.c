/* SPDX-License-Identifier: MIT */
/*  prove_power_end.c -- 2^-e is 0 for every e from 31 on. */
#include "../sampler/adder_sampler.c"
#include "free_product.h"

static void power_ends(void) {
  const uint64_t exponent = any_u64();
  suppose(exponent >= (uint64_t)31 << 26);
  claim(adder_negative_power(exponent) == 0);
}

ADDER_PROVE(power_ends)

/* SPDX-License-Identifier: MIT */
/*  prove_weight.c -- the exponent of a weight: (d * m) >> s, and the ends of s. */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

#ifdef ADDER_CBMC

static uint64_t exponent;

/*  CBMC calls it for adder_negative_power, with 2^30 for 0. */
int32_t free_power(uint64_t e) {
  exponent = e;
  return e == 0 ? 1 << 30 : 1;
}

#define POWER(e) (exponent == (e) ? free_power(e) : -1)
#else
#define POWER(e) adder_negative_power(e)
#endif

static void weight_is_power(void) {
  adder_sampler s = {{0, 0, 0, 0, 0}, 0, 0, 0, 0, NULL};
  const uint32_t distance = (uint32_t)any_in(0, UINT32_MAX);
  s.multiplier = (uint32_t)any_in((int64_t)1 << 31, UINT32_MAX);
  s.shift = (int32_t)any_in(-2000, 2000);
  const int32_t got = weight(&s, distance);
  if (distance == 0 || s.shift > 63) {
    claim(got == 1 << 30);
  } else if (s.shift < 0) {
    claim(got == 0);
  } else {
    claim(got == POWER((uint64_t)distance * s.multiplier >> s.shift));
  }
}

ADDER_PROVE(weight_is_power)

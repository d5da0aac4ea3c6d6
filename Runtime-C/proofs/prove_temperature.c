/* SPDX-License-Identifier: MIT */
/*  prove_temperature.c -- what a temperature makes of the unit of a logit. */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

static void unit_is_divided(void) {
  const uint32_t multiplier = (uint32_t)any_in((int64_t)1 << 31, UINT32_MAX);
  const int32_t shift = (int32_t)any_in(-1100, 1100);
  adder_sampler_settings settings = {0, 65536, 65536, 0, 0};
  settings.temperature = (uint32_t)any_in(1, 100 * 65536);
  uint32_t seen[1] = {1};
  adder_sampler s;
  adder_sampler_init(&s, &settings, multiplier, shift, 32, seen);
  const uint64_t q = (uint64_t)((unsigned __int128)multiplier * 4294967296u / settings.temperature);
  int b = 0;
  while (q >> b >= (uint64_t)1 << 32) {
    b += 1;
  }
  claim(s.multiplier == q >> b && s.multiplier >= (uint32_t)1 << 31);
  claim(s.shift == shift - b - 10 && seen[0] == 0);
}

ADDER_PROVE(unit_is_divided)

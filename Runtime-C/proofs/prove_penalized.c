/* SPDX-License-Identifier: MIT */
/*  prove_penalized.c -- a logit under a repetition penalty of 0.01...100. */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

static int64_t clamped(__int128 x) {
  return x > INT32_MAX ? INT32_MAX : x < INT32_MIN ? INT32_MIN : (int64_t)x;
}

static void logit_is_penalized(void) {
  const int32_t x = any_s32();
  const uint32_t penalty = (uint32_t)any_in(655, 100 * 65536);
  const int32_t got = penalized(x, penalty);
  if (x > 0) {
    claim(got == clamped(((__int128)x * 65536 + penalty / 2) / penalty));
  } else {
    const __int128 sum = (__int128)x * penalty + 32768;
    claim(got == clamped(sum >= 0 ? sum / 65536 : -((65535 - sum) / 65536)));
  }
}

ADDER_PROVE(logit_is_penalized)

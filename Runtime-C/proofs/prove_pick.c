/* SPDX-License-Identifier: MIT */
/*  prove_pick.c -- the token of a draw among three, and the likeliest of three.
 *
 *  CBMC calls free_below for random_below.
 */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

enum { tokens = 3 };

static uint64_t drawn;
static uint64_t total;

#ifdef ADDER_CBMC
uint64_t free_below(uint64_t *state, uint64_t bound) {
  (void)state;
  claim(bound == total);
  suppose(drawn < bound);
  return drawn;
}
#endif

static void first_beyond_is_picked(void) {
  int32_t weights[tokens];
  uint64_t state = any_u64();
  total = 0;
  int likely = 0;
  for (int i = 0; i < tokens; ++i) {
    weights[i] = (int32_t)any_in(0, 1 << 30);
    total += (uint64_t)weights[i];
    likely = weights[i] > weights[likely] ? i : likely;
  }
  suppose(total > 0);
  claim(likeliest(weights, tokens) == likely);
#ifdef ADDER_CBMC
  drawn = any_u64();
#else
  uint64_t copy = state;
  drawn = random_below(&copy, total);
#endif
  const int32_t token = pick(weights, tokens, &state);
  uint64_t before = 0;
  for (int i = 0; i < token; ++i) {
    before += (uint64_t)weights[i];
  }
  claim(token >= 0 && token < tokens);
  claim(before <= drawn && drawn < before + (uint64_t)weights[token]);
}

ADDER_PROVE(first_beyond_is_picked)

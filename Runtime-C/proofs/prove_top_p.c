/* SPDX-License-Identifier: MIT */
/*  prove_top_p.c -- which of five tokens top-p keeps: as few of the largest as reach the share. */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

enum { tokens = 5 };

static void fewest_are_kept(void) {
  int32_t weights[tokens];
  int32_t values[tokens];
  const uint32_t top_p = (uint32_t)any_in(0, 65535);
  const int64_t largest = any_in(1, 1 << 30);
  uint64_t sum = 0;
  for (int i = 0; i < tokens; ++i) {
    weights[i] = values[i] = (int32_t)any_in(0, largest);
    sum += (uint64_t)weights[i];
  }
  suppose(sum > 0);
  const uint64_t wanted = share_of(sum, top_p);
  keep_top_p(values, tokens, top_p);
  for (int i = 0; i < tokens; ++i) {
    uint64_t before = 0; /* the sum of the weights that come before this one */
    for (int j = 0; j < tokens; ++j) {
      if (weights[j] > weights[i] || (weights[j] == weights[i] && j < i)) {
        before += (uint64_t)weights[j];
      }
    }
    claim(values[i] == (before < wanted ? weights[i] : 0));
  }
}

ADDER_PROVE(fewest_are_kept)

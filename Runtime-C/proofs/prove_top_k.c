/* SPDX-License-Identifier: MIT */
/*  prove_top_k.c -- which of three tokens top-k keeps, for all logits and all k.
 *
 *  CBMC calls free_weight for `weight`, which prove_weight.c proves.
 */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

enum { tokens = 3 };

#ifdef ADDER_CBMC
int32_t free_weight(const adder_sampler *s, uint32_t distance) {
  (void)s;
  (void)distance;
  return 1;
}
#endif

static void largest_are_kept(void) {
  adder_sampler s = {{65536, 65536, 65536, 0, 0}, 1u << 31, 1000, tokens, 0, NULL};
  int32_t logits[tokens];
  int32_t values[tokens];
  s.settings.top_k = (int32_t)any_in(0, tokens + 1);
  for (int i = 0; i < tokens; ++i) {
    logits[i] = values[i] = any_s32();
  }
  weigh(&s, values);
  for (int i = 0; i < tokens; ++i) {
    int before = 0;
    for (int j = 0; j < tokens; ++j) {
      before += logits[j] > logits[i] || (logits[j] == logits[i] && j < i);
    }
    claim((values[i] > 0) == (s.settings.top_k == 0 || before < s.settings.top_k));
  }
}

ADDER_PROVE(largest_are_kept)

/* SPDX-License-Identifier: MIT */
/*  prove_seal.c -- the sums of a seal, by induction over the words.
 *
 *  One word w more makes sums[0] + w of sums[0], and sums[1] + sums[0] + w of sums[1], where each
 *  word before counts once more: that is the definition, which is 0 for no words.
 */
#include "../portable/adder_saved.c"
#include "../portable/adder_seal.c"
#include "adder_proof.h"

static void word_is_added(void) {
  uint8_t bytes[4];
  const uint64_t first = any_u64();
  const uint64_t second = any_u64();
  const int64_t word = any_in(0, UINT32_MAX);
  uint64_t sums[2] = {first, second};
  for (int i = 0; i < 4; ++i) {
    bytes[i] = (uint8_t)(word >> 8 * i & 255);
  }
  add(sums, bytes, 0);
  claim(sums[0] == first && sums[1] == second);
  add(sums, bytes, 4);
  claim(sums[0] == first + (uint64_t)word);
  claim(sums[1] == second + first + (uint64_t)word);
}

ADDER_PROVE(word_is_added)

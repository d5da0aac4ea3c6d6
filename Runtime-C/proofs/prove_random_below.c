/* SPDX-License-Identifier: MIT */
/*  prove_random_below.c -- how many bits of a random number are taken, and which are accepted.
 *
 *  CBMC calls free_random for next_random; the second number is one that is accepted.
 */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

#ifdef ADDER_CBMC

static uint64_t numbers[2];
static int used;

uint64_t free_random(uint64_t *state) {
  (void)state;
  used += 1;
  return numbers[used - 1];
}

static void number_is_below(void) {
  const uint64_t bound = any_u64();
  uint64_t state = 0;
  int bits = 1; /* of bound - 1, at least 1 */
  suppose(bound > 0);
  while (bits < 64 && (bound - 1) >> bits != 0) {
    bits += 1;
  }
  numbers[0] = any_u64();
  numbers[1] = any_u64();
  suppose(numbers[1] >> (64 - bits) < bound);
  const uint64_t got = random_below(&state, bound);
  const int is_first = numbers[0] >> (64 - bits) < bound;
  claim(used == (is_first ? 1 : 2));
  claim(got == numbers[is_first ? 0 : 1] >> (64 - bits));
}

#else

static void number_is_below(void) {
  const uint64_t bound = (uint64_t)any_s64();
  uint64_t state = any_u64();
  suppose(bound > 0);
  const uint64_t got = random_below(&state, bound);
  int bits = 1;
  while (bits < 64 && (bound - 1) >> bits != 0) {
    bits += 1;
  }
  /* state is after the number that was accepted */
  state -= 0x9e3779b97f4a7c15u;
  claim(got < bound && got == next_random(&state) >> (64 - bits));
}

#endif

ADDER_PROVE(number_is_below)

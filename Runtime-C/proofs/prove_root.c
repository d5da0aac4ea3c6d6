/* SPDX-License-Identifier: MIT */
/*  prove_root.c -- what reciprocalSquareRoot does around its Newton steps: z, M and the half shift.
 *
 *  CBMC calls free_mantissa for adder_root_mantissa, which prove_root_mantissa.c proves for all M.
 */
#include "adder_proof.h"

#ifdef ADDER_CBMC

static uint64_t normalised;
static int32_t mantissa;

int32_t free_mantissa(uint64_t m) {
  normalised = m;
  mantissa = nondet_s32();
  return mantissa;
}

#endif

static void sum_is_normalised(void) {
  const uint64_t s = (uint64_t)any_in(1, ((int64_t)1 << 62) - 1);
  int zeros = 0;
  while (s >> (63 - zeros) == 0) {
    zeros += 1;
  }
  const int z = zeros / 2 * 2;
  const uint64_t m = s << z >> 32;
  const adder_reciprocal_root root = adder_reciprocal_square_root(s);
  claim(root.half_shift == z / 2 && root.half_shift >= 1 && root.half_shift <= 31);
  claim(m >= (uint64_t)1 << 30 && m < (uint64_t)1 << 32);
#ifdef ADDER_CBMC
  claim(normalised == m && root.mantissa == mantissa);
#else
  claim(root.mantissa == adder_root_mantissa(m));
#endif
}

ADDER_PROVE(sum_is_normalised)

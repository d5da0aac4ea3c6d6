/* SPDX-License-Identifier: MIT */
/*  prove_mean.c -- floor((2 sum + count) / (2 count)) for all counts and all means.
 *
 *  The result never falls when the sum grows, so that it is right for all sums if it is right for
 *  the least and the largest sum of each mean.
 */
#include "../portable/adder_mean.c"
#include "adder_proof.h"

static int64_t mean_of(int64_t sum, int64_t count) {
  const int32_t s = (int32_t)sum;
  const int32_t n = (int32_t)count;
  int16_t mean;
  adder_mean(&mean, &s, &n, 1);
  return mean;
}

/*  The least sum s with (2 s + count) / (2 count) >= mean. */
static int64_t least_sum(int64_t mean, int64_t count) {
  const int64_t twice = (2 * mean - 1) * count;
  return twice >= 0 ? (twice + 1) / 2 : -(-twice / 2);
}

static void means_of(int64_t count) {
  const int64_t low = -32768 * count;
  const int64_t high = 32767 * count;
  int64_t first = low;
  for (int64_t mean = INT16_MIN; mean <= INT16_MAX; ++mean) {
    const int64_t next = least_sum(mean + 1, count);
    const int64_t last = next - 1 < high ? next - 1 : high;
    claim(mean_of(first, count) == mean && mean_of(last, count) == mean);
    first = next;
  }
  claim(mean_of(low, 0) == 0);
}

ADDER_EXHAUST(means_of, 1, 65535)

/* SPDX-License-Identifier: MIT */
/*  prove_negated_decay.c -- negatedDecay(dt, a, F) for all dt, a and F. */
#include "adder_proof.h"

/*  floor(x / 2^s + 1/2) */
static inline int64_t rounded(int64_t x, int s) {
  const int64_t unit = (int64_t)1 << s;
  const int64_t sum = 2 * x + unit;
  return sum >= 0 ? sum / (2 * unit) : -((2 * unit - 1 - sum) / (2 * unit));
}

/*  1 - 2^-f for each fraction f, Q15. */
static int64_t polynomial[32768];

static void prepare(void) {
  for (int64_t f = 0; f < 32768; ++f) {
    const int64_t t2 = rounded(1307 * f, 15) - 7587;
    const int64_t t1 = rounded(t2 * f, 15) + 22666;
    polynomial[f] = rounded(t1 * f, 15);
    claim(t2 >= INT16_MIN && t2 <= INT16_MAX && t1 >= INT16_MIN && t1 <= INT16_MAX);
    claim(polynomial[f] >= 0 && polynomial[f] <= 16385);
  }
}

/*  d = max(polynomial[f] - 32768, -32767) */
static int64_t negated(int64_t f) {
  const int64_t d = polynomial[f] - 32768;
  return d > -32767 ? d : -32767;
}

/*  The range proof of a program takes a decay to fall by no more than 8 while dt * a grows. From
 *  k = 15 on only the fraction matters, which begins again.
 */
static void no_fall_is_deep(void) {
  int64_t highest = INT16_MIN;
  for (int k = 0; k <= 16; ++k) {
    for (int64_t f = 0; f < 32768; ++f) {
      const int64_t decay = rounded(negated(f), k < 15 ? k : 15);
      claim(decay >= highest - 8 && decay >= -32767 && decay <= 0);
      highest = decay > highest ? decay : highest;
    }
  }
}

static void decays_of(int64_t dt) {
  if (polynomial[32767] == 0) {
    prepare();
    no_fall_is_deep();
  }
  for (int fraction_bits = 16; fraction_bits <= 30; ++fraction_bits) {
    const int64_t unit = (int64_t)1 << fraction_bits;
    for (int64_t a = 0; a <= 32767; ++a) {
      const int64_t p = dt * a;
      const int64_t k = p / unit < 15 ? p / unit : 15;
      /* rshift(d, k) */
      const int64_t rest = 2 * negated(p % unit / (unit / 32768)) + ((int64_t)1 << k)
          - adder_negated_decay((int16_t)dt, (int16_t)a, fraction_bits) * ((int64_t)2 << k);
      claim(rest >= 0 && rest < (int64_t)2 << k);
    }
  }
}

ADDER_EXHAUST(decays_of, 0, 32767)

/* SPDX-License-Identifier: MIT */
/*  prove_negative_power.c -- 2^-e for all fractions of e and all whole parts up to 30. */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

/*  2^-f for a fraction in Q26, Q30; no product is negative. */
static int64_t polynomial(int64_t fraction) {
  const int64_t f = fraction * 32;
  int64_t y = 117063;
  y = 1368751 - (f * y + 1073741824) / 2147483648;
  y = 10285566 - (f * y + 1073741824) / 2147483648;
  y = 59582747 - (f * y + 1073741824) / 2147483648;
  y = 257938951 - (f * y + 1073741824) / 2147483648;
  y = 744260993 - (f * y + 1073741824) / 2147483648;
  return 1073741824 - (f * y + 1073741824) / 2147483648;
}

/*  1024 neighbours; the result never rises with e, and is 2^30 for 0 only. */
static void powers_of(int64_t row) {
  for (int64_t fraction = row * 1024; fraction < (row + 1) * 1024; ++fraction) {
    const int64_t y = polynomial(fraction);
    claim(fraction == 0 ? y == 1 << 30 : y < polynomial(fraction - 1));
    claim(y > 1 << 29);
    for (int k = 0; k <= 30; ++k) {
      const int64_t got = adder_negative_power((uint64_t)(((int64_t)k << 26) + fraction));
      const int64_t rest = 2 * y + ((int64_t)1 << k) - got * ((int64_t)2 << k);
      claim(rest >= 0 && rest < (int64_t)2 << k);
    }
  }
}

ADDER_EXHAUST(powers_of, 0, 65535)

/* SPDX-License-Identifier: MIT */
/*  prove_tables.c -- each entry of both tables is the real function, rounded half up.
 *
 *  long double has 64 bits; no value is within 2^-20 of where rounding changes it, which is far
 *  more than the error of the library's exp and log1p.
 */
#include "adder_proof.h"

#include <math.h>

/*  Whether r = floor(x + 1/2), and could not be another for an x that is wrong by 2^-20. */
static int is_nearest(int32_t r, long double x) {
  const long double rest = x + 0.5L - r;
  return rest > 0x1p-20L && rest < 1 - 0x1p-20L;
}

static void entry_is_nearest(int64_t i) {
  const long double decay = expl(-(long double)i / 32);
  const int32_t sigmoid = adder_sigmoid_table[i];
  const long double exact = 32768 / (1 + decay);
  claim(exact > 32767 ? sigmoid == 32767 : i == 0 ? sigmoid == 16384 : is_nearest(sigmoid, exact));
  claim(is_nearest(adder_softplus_table[i], 0x1p25L * log1pl(decay)));
}

ADDER_EXHAUST(entry_is_nearest, 0, 512)

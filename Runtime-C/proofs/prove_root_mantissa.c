/* SPDX-License-Identifier: MIT */
/*  prove_root_mantissa.c -- the Newton steps of reciprocalSquareRoot, for all M.
 *
 *  In 128 bits, and so nothing may overflow that the specification does in 64. A norm's
 *  v = r / sqrt(sum) in Q30 is at most sqrt((M + 1) y^2) / 2^16 + 1/2, which the range proof of a
 *  program takes to be within 2^30 + 64.
 */
#include "adder_proof.h"

typedef unsigned __int128 wide;

/*  Calls of 1024 neighbours, so that a row takes its time. */
static void mantissas_of(int64_t row) {
  for (wide m = (wide)row * 1024; m < ((wide)row + 1) * 1024; ++m) {
    const wide limit = 2147483647;
    const wide seed = (wide)2463550013 - ((m * 1288490189 + ((wide)1 << 31)) >> 32);
    wide y = seed < limit ? seed : limit;
    for (int step = 0; step < 4; ++step) {
      const wide t = (y * y + ((wide)1 << 29)) >> 30;
      const wide u = (t * m + ((wide)1 << 31)) >> 32;
      const wide next = (y * (((wide)3 << 30) - u) + ((wide)1 << 30)) >> 31;
      y = next < limit ? next : limit;
    }
    const int64_t got = adder_root_mantissa((uint64_t)m);
    claim(got == (int64_t)y && got >= 1 << 30);
    const wide longest = ((wide)1 << 46) + ((wide)63 << 16);
    claim(y * y * (m + 1) <= longest * longest);
  }
}

ADDER_EXHAUST(mantissas_of, 1 << 20, (1 << 22) - 1)

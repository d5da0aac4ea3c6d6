/* SPDX-License-Identifier: MIT */
/*  prove_share.c -- max(1, ceil(sum * P / 2^16)) for all P and all low 16 bits of the sum.
 *
 *  2^16 * h * P / 2^16 is a whole number, so the other bits h take any values, below 2^45.
 */
#include "../sampler/adder_sampler.c"
#include "adder_proof.h"

static void shares_of(int64_t top_p) {
  for (uint64_t low = 0; low < 65536; ++low) {
    const uint64_t high = low < 2 ? 0 : low * 0x9e3779b97f4a7c15u >> (19 + low % 45);
    const uint64_t sum = high << 16 | low;
    const unsigned __int128 product = (unsigned __int128)sum * (uint64_t)top_p;
    const unsigned __int128 exact = (product + 65535) / 65536;
    claim(share_of(sum, (uint32_t)top_p) == (exact > 1 ? exact : 1));
  }
}

ADDER_EXHAUST(shares_of, 0, 65536)

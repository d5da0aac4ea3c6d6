/* SPDX-License-Identifier: MIT */
/*  prove_sigmoid.c -- sigmoid(u, f) and silu(u, f) = q15(u, sigmoid(u, f)) for all u and f. */
#include "adder_proof.h"

static void sigmoids_of(int64_t u) {
  for (int f = 0; f <= 12; ++f) {
    const int64_t magnitude = (u < 0 ? -u : u) * (4096 / (1 << f));
    const int64_t a = magnitude < 65535 ? magnitude : 65535;
    const int64_t low = adder_sigmoid_table[a / 128];
    const int64_t high = adder_sigmoid_table[a / 128 + 1];
    const int64_t got = adder_sigmoid((int16_t)u, f);
    claim(got >= 1 && got <= 32767);
    claim(is_rounded((u < 0 ? 32768 - got : got) - low, (high - low) * (a % 128), 7));
    claim(is_rounded(adder_silu((int16_t)u, f), u * got, 15));
  }
}

ADDER_EXHAUST(sigmoids_of, INT16_MIN, INT16_MAX)

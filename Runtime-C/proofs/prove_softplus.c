/* SPDX-License-Identifier: MIT */
/*  prove_softplus.c -- softplus(u) for all u. */
#include "adder_proof.h"

static void softplus_of(int64_t u) {
  const int64_t magnitude = u < 0 ? -u : u;
  const int64_t a = magnitude < 16383 ? magnitude : 16383;
  const int64_t low = adder_softplus_table[a / 32];
  const int64_t high = adder_softplus_table[a / 32 + 1];
  const int64_t got = adder_softplus((int16_t)u);
  claim(got >= 0 && got <= (1 << 30) + (1 << 25));
  claim(is_rounded(got - (u > 0 ? u * 32768 : 0) - low, (high - low) * (a % 32), 5));
}

ADDER_EXHAUST(softplus_of, INT16_MIN, INT16_MAX)

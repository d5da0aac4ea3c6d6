/* SPDX-License-Identifier: MIT */
/*  prove_nibble.c -- both weights of 4 bits of a byte, in two's complement. */
#include "../portable/adder_linear4.c"
#include "adder_proof.h"

static void weights_of(int64_t byte) {
  const int32_t low = nibble((int32_t)byte);
  const int32_t high = nibble((int32_t)byte >> 4);
  claim(low >= -8 && low <= 7 && high >= -8 && high <= 7);
  claim(((uint32_t)low & 15) + ((uint32_t)high & 15) * 16 == (uint32_t)byte);
}

ADDER_EXHAUST(weights_of, 0, 255)

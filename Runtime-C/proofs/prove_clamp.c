/* SPDX-License-Identifier: MIT */
/*  prove_clamp.c -- clamp, sat8 and sat16: the number of the range that is closest to x. */
#include "adder_proof.h"

/*  y is in low...high, and is x, or the end beyond which x is. */
static int is_clamped(int32_t y, int32_t x, int32_t low, int32_t high) {
  return y >= low && y <= high && (y == x || (y == low && x < low) || (y == high && x > high));
}

static void saturation_clamps(void) {
  const int32_t x = any_s32();
  const int32_t low = any_s32();
  const int32_t high = any_s32();
  suppose(low <= high);
  claim(is_clamped(adder_clamp(x, low, high), x, low, high));
  claim(is_clamped(adder_sat8(x), x, -128, 127));
  claim(is_clamped(adder_sat16(x), x, -32768, 32767));
}

ADDER_PROVE(saturation_clamps)

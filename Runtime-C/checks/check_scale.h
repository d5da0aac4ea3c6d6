/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_scale.h -- random factors of channels, for the checks of kernels that have them. */
#ifndef CHECK_SCALE_H
#define CHECK_SCALE_H

#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  A channel scale in guarded memory. */
static inline adder_channel_scale make_scale(
    int32_t count, int32_t lowest, int32_t left, int32_t least_shift) {
  const adder_channel_scale scale = {
      check_s32(count, uniform, lowest, INT32_MAX), check_shifts(count, least_shift, 31), left};
  return scale;
}

/*  Frees a channel scale; the casts away from const are its owner's. */
static inline void release_scale(adder_channel_scale scale, int32_t count) {
  check_release("multiplier", (void *)(uintptr_t)scale.multiplier, (size_t)count * sizeof(int32_t));
  check_release("shift", (void *)(uintptr_t)scale.shift, (size_t)count);
}

/*  scale(x, i) */
static inline int32_t rescaled(adder_channel_scale scale, int32_t x, int32_t i) {
  return adder_requantize(x, scale.left, scale.multiplier[i], scale.shift[i]);
}

#endif /* CHECK_SCALE_H */

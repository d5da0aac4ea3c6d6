/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_add.c -- a sum that saturates. */
#include "adder_fixed.h"
#include "adder_kernels.h"

void adder_add(int16_t *output, const int16_t *left, const int16_t *right, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    output[i] = adder_sat16((int32_t)left[i] + right[i]);
  }
}

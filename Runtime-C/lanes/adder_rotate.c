/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rotate.c -- the Hadamard transform before out_proj, and quantization.
 *
 *  The first stages stay within a vector; the others go over the work buffer two at a time.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

enum { largest_order = 20 }; /* of a matrix whose products fit on the stack */

/*  w <- Sylvester w, size elements, less than a vector has. */
static void sylvester_small(int32_t *w, int32_t size) {
  for (int32_t half = 1; half < size; half *= 2) {
    for (int32_t start = 0; start < size; start += 2 * half) {
      for (int32_t i = start; i < start + half; ++i) {
        const int32_t a = w[i];
        const int32_t b = w[i + half];
        w[i] = a + b;
        w[i + half] = a - b;
      }
    }
  }
}

/*  The stages at distances `half` and 2 * half: four vectors in, four out. */
static void two_stages(int32_t *w, int32_t size, int32_t half) {
  int32_t *third = w + (ptrdiff_t)2 * half;
  int32_t *fourth = third + half;
  for (int32_t start = 0; start < size; start += 4 * half) {
    for (int32_t i = start; i < start + half; i += adder_lanes) {
      const adder_lanes_s32 a = adder_load_s32(w + i);
      const adder_lanes_s32 b = adder_load_s32(w + i + half);
      const adder_lanes_s32 c = adder_load_s32(third + i);
      const adder_lanes_s32 d = adder_load_s32(fourth + i);
      const adder_lanes_s32 ab = adder_add_s32(a, b);
      const adder_lanes_s32 cd = adder_add_s32(c, d);
      const adder_lanes_s32 a_b = adder_subtract_s32(a, b);
      const adder_lanes_s32 c_d = adder_subtract_s32(c, d);
      adder_store_s32(w + i, adder_add_s32(ab, cd));
      adder_store_s32(w + i + half, adder_add_s32(a_b, c_d));
      adder_store_s32(third + i, adder_subtract_s32(ab, cd));
      adder_store_s32(fourth + i, adder_subtract_s32(a_b, c_d));
    }
  }
}

/*  The last stage, if their number is odd. */
static void last_stage(int32_t *w, int32_t half) {
  for (int32_t i = 0; i < half; i += adder_lanes) {
    const adder_lanes_s32 a = adder_load_s32(w + i);
    const adder_lanes_s32 b = adder_load_s32(w + i + half);
    adder_store_s32(w + i, adder_add_s32(a, b));
    adder_store_s32(w + i + half, adder_subtract_s32(a, b));
  }
}

/*  w = Sylvester input, size elements. */
static void sylvester(int32_t *w, const int16_t *input, int32_t size) {
  if (size < adder_lanes) {
    for (int32_t i = 0; i < size; ++i) {
      w[i] = input[i];
    }
    sylvester_small(w, size);
    return;
  }
  for (int32_t i = 0; i < size; i += adder_lanes) {
    adder_store_s32(w + i, adder_sylvester_lanes(adder_widen(adder_load_s16(input + i))));
  }
  int32_t half = adder_lanes;
  for (; 4 * half <= size; half *= 4) {
    two_stages(w, size, half);
  }
  if (2 * half <= size) {
    last_stage(w, half);
  }
}

/*  column <- matrix column, whose elements lie `stride` apart; `product` holds `order`. */
static void multiply_column(
    int32_t *column, ptrdiff_t stride, int32_t *product, const int8_t *matrix, int32_t order) {
  for (int32_t i = 0; i < order; ++i) {
    int32_t sum = 0;
    for (int32_t j = 0; j < order; ++j) {
      sum += matrix[i * order + j] * column[j * stride];
    }
    product[i] = sum;
  }
  for (int32_t i = 0; i < order; ++i) {
    column[i * stride] = product[i];
  }
}

/*  The same for neighbouring columns, one in each lane; order is at most largest_order. */
static void multiply_columns(
    int32_t *column, ptrdiff_t stride, const int8_t *matrix, int32_t order) {
  adder_lanes_s32 product[largest_order];
  for (int32_t i = 0; i < order; ++i) {
    adder_lanes_s32 sum = adder_set_s32(0);
    for (int32_t j = 0; j < order; ++j) {
      sum = adder_add_signed(sum, adder_load_s32(column + j * stride), matrix[i * order + j]);
    }
    product[i] = sum;
  }
  for (int32_t i = 0; i < order; ++i) {
    adder_store_s32(column + i * stride, product[i]);
  }
}

/*  w <- (matrix x identity) w, a group of order * size elements. */
static void multiply_group(
    int32_t *w, int32_t size, int32_t *product, const adder_rotate_params *p) {
  int32_t s = 0;
  if (p->order <= largest_order) {
    for (; s + adder_lanes <= size; s += adder_lanes) {
      multiply_columns(w + s, size, p->matrix, p->order);
    }
  }
  for (; s < size; ++s) {
    multiply_column(w + s, size, product, p->matrix, p->order);
  }
}

static void quantize(int8_t *output, const int32_t *w, const adder_rotate_params *p) {
  int32_t e = 0;
  for (; e + adder_lanes <= p->channels; e += adder_lanes) {
    const adder_lanes_s32 v = adder_shift_left_lanes(adder_load_s32(w + e), p->scale.left);
    const adder_lanes_s32 scaled = adder_rescale_lanes(v, p->scale.multiplier, p->scale.shift);
    adder_store_s8(output + e, adder_sat16_lanes(scaled));
  }
  for (; e < p->channels; ++e) {
    output[e] = adder_sat8(
        adder_requantize(w[e], p->scale.left, p->scale.multiplier, p->scale.shift));
  }
}

void adder_rotate(
    int8_t *output, const int16_t *input, int32_t *work, const adder_rotate_params *p,
    int32_t positions) {
  const int32_t size = (int32_t)1 << p->doublings;
  const int32_t group = p->order * size;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->channels; first += size) {
      sylvester(work + first, input + first, size);
    }
    for (int32_t first = 0; first < p->channels; first += group) {
      if (p->order > 1 || p->matrix[0] != 1) {
        multiply_group(work + first, size, work + p->channels, p);
      }
    }
    quantize(output, work, p);
    output += p->channels;
    input += p->channels;
  }
}

/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_checked_sums.h -- the sums of products of linear and convolve a second time, in 64 bits
 *  and for every packing. Each function takes the ranges of a step's inner values.
 */
#ifndef ADDER_CHECKED_SUMS_H
#define ADDER_CHECKED_SUMS_H

#include "adder_kernels.h"
#include "adder_packing.h"
#include "adder_range.h"

/* ---- linear ------------------------------------------------------------------------------ */

enum { adder_of_accumulator, adder_of_scaled };

/*  A weight as the matrix has it. */
static inline int32_t adder_checked_weight(int8_t weight) {
  return ADDER_WEIGHT_OFFSET == 0 ? weight : (uint8_t)weight - ADDER_WEIGHT_OFFSET;
}

/*  Row i of the weights for int8 inputs times the input. With ADDER_S8_OFFSET the bias is modulo
 *  2^32 and less by the offset times the weights: what the sum is to have on top of it is added.
 */
static inline int64_t adder_checked_dot_s8(
    const int8_t *input, const adder_linear_params *p, int32_t i) {
  enum { high = ADDER_S8_ROWS, wide = ADDER_S8_COLUMNS };
  const int32_t across = (p->columns - 1) / wide + 1;
  const int8_t *row = p->weight + ((ptrdiff_t)(i / high) * across * high + i % high) * wide;
  int64_t sum = 0;
  int64_t offset = 0;
  for (int32_t j = 0; j < p->columns; ++j) {
    const int32_t weight =
        adder_checked_weight(row[(ptrdiff_t)(j / wide) * high * wide + j % wide]);
    sum += weight * input[j];
    offset += weight * ADDER_S8_OFFSET;
  }
  if (ADDER_S8_OFFSET != 0) {
    const int64_t bias = adder_signed_32((uint32_t)((p->bias[i] + offset) & UINT32_MAX));
    sum += bias - p->bias[i];
  }
  return sum;
}

/*  The same for int16 inputs. */
static inline int64_t adder_checked_dot_s16(
    const int16_t *input, const adder_linear_params *p, int32_t i) {
  enum { high = ADDER_S16_ROWS, wide = ADDER_S16_COLUMNS };
  const int32_t across = (p->columns - 1) / wide + 1;
  const int8_t *row = p->weight + ((ptrdiff_t)(i / high) * across * high + i % high) * wide;
  int64_t sum = 0;
  for (int32_t j = 0; j < p->columns; ++j) {
    const int8_t weight = row[(ptrdiff_t)(j / wide) * high * wide + j % wide];
    sum += adder_checked_weight(weight) * input[j];
  }
  return sum;
}

/*  The accumulator of row i, from its products, and what the scale makes of it. */
static inline void adder_check_row(
    const adder_range *ranges, int32_t i, int64_t products, const int32_t *bias,
    const adder_channel_scale *scale) {
  const int64_t sum = products + (bias == NULL ? 0 : bias[i]);
  adder_check(&ranges[adder_of_accumulator], i, sum);
  adder_checked_requantize(
      &ranges[adder_of_scaled], i, sum, scale->left, scale->multiplier[i], scale->shift[i]);
}

static inline void adder_check_linear_s8(
    const adder_range *ranges, const int8_t *input, const adder_linear_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->rows; ++i) {
      adder_check_row(ranges, i, adder_checked_dot_s8(input, p, i), p->bias, &p->scale);
    }
    input += p->columns;
  }
}

static inline void adder_check_linear_s16(
    const adder_range *ranges, const int16_t *input, const adder_linear_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->rows; ++i) {
      adder_check_row(ranges, i, adder_checked_dot_s16(input, p, i), p->bias, &p->scale);
    }
    input += p->columns;
  }
}

/* ---- linear, weights of 4 bits ------------------------------------------------------------ */

static inline int32_t adder_checked_weight4(const adder_linear4_params *p, int32_t i, int32_t j) {
  enum { high = ADDER_W4_ROWS, wide = ADDER_W4_COLUMNS, half = wide / 2 };
  const int32_t across = (p->columns - 1) / wide + 1;
  const ptrdiff_t tile = (ptrdiff_t)(i / high) * across + j / wide;
  const int32_t byte = p->weight[(tile * high + i % high) * half + j % half];
  const int32_t bits = j % wide < half ? byte & 15 : byte >> 4;
  return ADDER_W4_OFFSET == 0 ? (bits ^ 8) - 8 : bits - ADDER_W4_OFFSET;
}

/*  The ranges begin with that of the sums of groups. */
static inline void adder_check_linear4_s8(
    const adder_range *ranges, const int8_t *input, const adder_linear4_params *p,
    int32_t positions) {
  const int32_t groups = (p->columns - 1) / p->group + 1;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->rows; ++i) {
      int64_t sum = 0;
      for (int32_t g = 0; g < groups; ++g) {
        const int32_t first = g * p->group;
        const int32_t left = p->columns - first;
        int64_t dot = 0;
        for (int32_t j = first; j < first + (left < p->group ? left : p->group); ++j) {
          dot += adder_checked_weight4(p, i, j) * input[j];
        }
        adder_check(&ranges[0], i, dot);
        const ptrdiff_t block = (ptrdiff_t)(i / ADDER_W4_ROWS) * groups + g;
        sum += p->group_scale[block * ADDER_W4_ROWS + i % ADDER_W4_ROWS] * dot;
      }
      adder_check_row(ranges + 1, i, sum, p->bias, &p->scale);
    }
    input += p->columns;
  }
}

/* ---- convolve ---------------------------------------------------------------------------- */

enum { adder_of_preactivation = adder_of_scaled + 1, adder_of_scaled_copy };

/*  Channel e at the position with this place in the order of evaluation. */
static inline int64_t adder_checked_window(
    const int8_t *state, const int8_t *input, const adder_convolve_params *p, int32_t positions,
    int32_t backward, int32_t place, int32_t e) {
  int64_t sum = p->bias[e];
  for (int32_t k = 0; k < p->kernel; ++k) {
    const int32_t past = place + k - (p->kernel - 1);
    const int32_t row = past < 0 ? p->kernel - 1 + past : backward ? positions - 1 - past : past;
    const int8_t *window = past < 0 ? state : input;
    sum += p->weight[(ptrdiff_t)k * p->stride + e] * window[(ptrdiff_t)row * p->stride + e];
  }
  return sum;
}

static inline void adder_check_convolutions(
    const adder_range *ranges, const int8_t *state, const int8_t *input,
    const adder_convolve_params *p, int32_t positions, int32_t backward) {
  for (int32_t place = 0; place < positions; ++place) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int64_t sum =
          adder_checked_window(state, input, p, positions, backward, place, e);
      adder_check(&ranges[adder_of_accumulator], e, sum);
      const int64_t scaled = adder_checked_requantize(
          &ranges[adder_of_scaled], e, sum, p->preactivation.left,
          p->preactivation.multiplier[e], p->preactivation.shift[e]);
      const int16_t u = (int16_t)adder_checked_clamp(scaled, -32768, 32767);
      adder_check(&ranges[adder_of_preactivation], e, u);
      if (p->quantization.multiplier != NULL) {
        adder_checked_requantize(
            &ranges[adder_of_scaled_copy], e, adder_silu(u, p->fraction_bits),
            p->quantization.left, p->quantization.multiplier[e], p->quantization.shift[e]);
      }
    }
  }
}

static inline void adder_check_convolve(
    const adder_range *ranges, const int8_t *state, const int8_t *input,
    const adder_convolve_params *p, int32_t positions) {
  adder_check_convolutions(ranges, state, input, p, positions, 0);
}

static inline void adder_check_convolve_backward(
    const adder_range *ranges, const int8_t *state, const int8_t *input,
    const adder_convolve_params *p, int32_t positions) {
  adder_check_convolutions(ranges, state, input, p, positions, 1);
}

#endif /* ADDER_CHECKED_SUMS_H */

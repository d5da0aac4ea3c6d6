/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_checked_elements.h -- the inner values of the element-wise steps, of norms and transforms
 *  a second time, in 64 bits.
 */
#ifndef ADDER_CHECKED_ELEMENTS_H
#define ADDER_CHECKED_ELEMENTS_H

#include "adder_kernels.h"
#include "adder_range.h"

/*  scale(x, e) within `range`. */
static inline int64_t adder_checked_scale(
    const adder_range *range, int32_t e, int64_t x, const adder_channel_scale *scale) {
  return adder_checked_requantize(
      range, e, x, scale->left, scale->multiplier[e], scale->shift[e]);
}

/* ---- normalize --------------------------------------------------------------------------- */

enum { adder_of_rounded, adder_of_squares, adder_of_normalized, adder_of_gained };

/*  r^2 added to a sum, which stays at the end of int64. */
static inline int64_t adder_checked_square(int64_t sum, int64_t r) {
  return r * r > INT64_MAX - sum ? INT64_MAX : sum + r * r;
}

/*  Element i of a vector with this sum of squares. */
static inline void adder_check_normalized(
    const adder_range *ranges, int64_t i, int64_t r, int64_t squares, int32_t gain,
    int32_t shift) {
  if (squares >> 62 != 0) {
    return;
  }
  const adder_reciprocal_root root = adder_reciprocal_square_root((uint64_t)squares);
  const int64_t shifted =
      adder_checked_shift(&ranges[adder_of_normalized], i, r, root.half_shift - 1);
  const int64_t v = adder_checked_rshift(shifted * root.mantissa, 31);
  adder_check(&ranges[adder_of_normalized], i, v);
  adder_check(
      &ranges[adder_of_gained], i,
      adder_checked_rshift(adder_checked_rshift(v * gain, 31), shift));
}

static inline void adder_check_normalize_s32(
    const adder_range *ranges, const int32_t *input, const adder_normalize_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    int64_t sum = (int64_t)p->epsilon;
    for (int32_t i = 0; i < p->width; ++i) {
      const int64_t r = adder_checked_rshift(input[i], p->pre_shift);
      adder_check(&ranges[adder_of_rounded], i, r);
      sum = adder_checked_square(sum, r);
    }
    adder_check(&ranges[adder_of_squares], 0, sum);
    for (int32_t i = 0; i < p->width; ++i) {
      const int64_t r = adder_checked_rshift(input[i], p->pre_shift);
      adder_check_normalized(ranges, i, r, sum, p->gain[i], p->shift);
    }
    input += p->width;
  }
}

static inline void adder_check_normalize_s16(
    const adder_range *ranges, const int16_t *input, const adder_normalize16_params *p,
    int32_t positions) {
  for (int32_t row = 0; row < positions * p->groups; ++row) {
    const int32_t first = row % p->groups * p->width;
    int64_t sum = (int64_t)p->epsilon;
    for (int32_t i = 0; i < p->width; ++i) {
      adder_check(&ranges[adder_of_rounded], first + i, input[i]);
      sum = adder_checked_square(sum, input[i]);
    }
    adder_check(&ranges[adder_of_squares], 0, sum);
    for (int32_t i = 0; i < p->width; ++i) {
      adder_check_normalized(ranges, first + i, input[i], sum, p->gain[first + i], p->shift);
    }
    input += p->width;
  }
}

/* ---- discretize -------------------------------------------------------------------------- */

enum { adder_of_softplus, adder_of_time_step, adder_of_product, adder_of_drive };

static inline void adder_check_discretize(
    const adder_range *ranges, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int64_t softplus = adder_softplus(preactivation[e]);
      adder_check(&ranges[adder_of_softplus], e, softplus);
      const int64_t dt = adder_checked_clamp(
          adder_checked_scale(&ranges[adder_of_time_step], e, softplus, &p->time_step), 0, 32767);
      adder_check(&ranges[adder_of_product], e, dt * x[e]);
      adder_checked_scale(&ranges[adder_of_drive], e, dt * x[e], &p->drive);
    }
    preactivation += p->channels;
    x += p->channels;
  }
}

/*  Of heads: the time step is clamped, and makes an exponent. */
enum {
  adder_of_clamped = adder_of_time_step + 1,
  adder_of_head_exponent,
  adder_of_head_product,
  adder_of_head_drive
};

static inline void adder_check_discretize_heads(
    const adder_range *ranges, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_heads_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t head = 0; head < p->heads; ++head) {
      const int64_t softplus = adder_softplus(preactivation[head]);
      adder_check(&ranges[adder_of_softplus], head, softplus);
      const int64_t dt = adder_checked_clamp(
          adder_checked_scale(&ranges[adder_of_time_step], head, softplus, &p->time_step),
          p->low[head], p->high[head]);
      adder_check(&ranges[adder_of_clamped], head, dt);
      adder_check(&ranges[adder_of_head_exponent], head, dt * p->a[head]);
      for (int32_t k = 0; k < p->head_channels; ++k) {
        const int32_t e = head * p->head_channels + k;
        adder_check(&ranges[adder_of_head_product], e, dt * x[e]);
        adder_checked_scale(&ranges[adder_of_head_drive], e, dt * x[e], &p->drive);
      }
    }
    preactivation += p->heads;
    x += p->heads * p->head_channels;
  }
}

/* ---- gate -------------------------------------------------------------------------------- */

enum {
  adder_of_scaled_y,
  adder_of_scaled_skip,
  adder_of_sum,
  adder_of_saturated_sum,
  adder_of_silu,
  adder_of_gated,
  adder_of_scaled_output
};

static inline void adder_check_gate(
    const adder_range *ranges, const int32_t *y, const int16_t *x, const int16_t *z,
    const adder_gate_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int64_t sum = adder_checked_scale(&ranges[adder_of_scaled_y], e, y[e], &p->y)
                          + adder_checked_scale(&ranges[adder_of_scaled_skip], e, x[e], &p->skip);
      adder_check(&ranges[adder_of_sum], e, sum);
      const int64_t saturated = adder_checked_clamp(sum, -32768, 32767);
      adder_check(&ranges[adder_of_saturated_sum], e, saturated);
      const int64_t silu = adder_silu(z[e], p->fraction_bits);
      adder_check(&ranges[adder_of_silu], e, silu);
      adder_check(&ranges[adder_of_gated], e, saturated * silu);
      adder_checked_scale(&ranges[adder_of_scaled_output], e, saturated * silu, &p->output);
    }
    y += p->channels;
    x += p->channels;
    z += p->channels;
  }
}

/* ---- rotate ------------------------------------------------------------------------------ */

/*  -1 to the number of bits that s and t share, both below 2^15. */
static inline int32_t adder_checked_sign(int32_t s, int32_t t) {
  int32_t common = s & t;
  common ^= common >> 8;
  common ^= common >> 4;
  /* Bit k of 0x6996 is the parity of k. */
  return 1 - 2 * (0x6996 >> (common & 15) & 1);
}

static inline void adder_check_rotate(
    const adder_range *ranges, const int16_t *input, const adder_rotate_params *p,
    int32_t positions) {
  const int32_t size = (int32_t)1 << p->doublings;
  const int32_t group = p->order * size;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int16_t *x = input + e / group * group;
      const int8_t *row = p->matrix + e % group / size * p->order;
      int64_t sum = 0;
      for (int32_t k = 0; k < group; ++k) {
        sum += row[k / size] * adder_checked_sign(e % size, k % size) * x[k];
      }
      adder_check(&ranges[0], e, sum);
      adder_checked_requantize(
          &ranges[1], e, sum, p->scale.left, p->scale.multiplier, p->scale.shift);
    }
    input += p->channels;
  }
}

/* ---- the others --------------------------------------------------------------------------- */

static inline void adder_check_rescale(
    const adder_range *ranges, const int16_t *input, const adder_rescale_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      adder_checked_scale(&ranges[0], e, input[e], &p->scale);
    }
    input += p->channels;
  }
}

static inline void adder_check_quantize_s16(
    const adder_range *ranges, const int16_t *input, const adder_tensor_scale *p, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    adder_checked_requantize(
        &ranges[0], i % ranges[0].elements, input[i], p->left, p->multiplier, p->shift);
  }
}

static inline void adder_check_quantize_s32(
    const adder_range *ranges, const int32_t *input, const adder_tensor_scale *p, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    adder_checked_requantize(
        &ranges[0], i % ranges[0].elements, input[i], p->left, p->multiplier, p->shift);
  }
}

static inline void adder_check_add(
    const adder_range *ranges, const int16_t *left, const int16_t *right, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    adder_check(&ranges[0], i % ranges[0].elements, (int64_t)left[i] + right[i]);
  }
}

static inline void adder_check_mean(
    const adder_range *ranges, const int32_t *sum, const int32_t *count, int32_t width) {
  for (int32_t i = 0; i < width; ++i) {
    adder_check(&ranges[0], i, 2 * (int64_t)sum[i] + count[0]);
  }
}

#endif /* ADDER_CHECKED_ELEMENTS_H */

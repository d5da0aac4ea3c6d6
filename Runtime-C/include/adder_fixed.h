/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_fixed.h -- the integer primitives of Adder's arithmetic specification.
 *
 *  Every function is exact: the same bits from every conforming C99 compiler, optimisation level
 *  and processor. Conventions:
 *
 *    - x >> s in formulas is the arithmetic shift, floor(x / 2^s); Qf has f fraction bits.
 *    - One rounding rule: round half up, floor(x + 1/2).
 *    - `sat` saturates, which is normative. Nothing else may overflow: the generator has proved
 *      it for the arguments that it emits, and clang's -fsanitize=undefined checks it. (gcc's does
 *      not see adder_shift_left, which gcc makes a shift of beforehand.)
 *    - "Twins" are single instructions with the same bits, where a target has them.
 */
#ifndef ADDER_FIXED_H
#define ADDER_FIXED_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*  x >> s = floor(x / 2^s), 0 <= s <= 31.
 *
 *  C99 leaves the right shift of a negative number to the implementation, so only numbers that
 *  are not negative are shifted, here and nowhere else. Compilers make one instruction of it.
 *  Twins: sar, asr, sra.
 */
static inline int32_t adder_shift_right(int32_t x, int32_t s) {
  return x < 0 ? ~(~x >> s) : x >> s;
}

/*  x >> s = floor(x / 2^s), 0 <= s <= 63. */
static inline int64_t adder_shift_right_64(int64_t x, int32_t s) {
  return x < 0 ? ~(~x >> s) : x >> s;
}

/*  x * 2^s, 0 <= s <= 30; the product must fit.  Twins: shl, lsl, sll. */
static inline int32_t adder_shift_left(int32_t x, int32_t s) {
  return x * ((int32_t)1 << s);
}

/*  The number that is congruent to x modulo 2^32. */
static inline int32_t adder_signed_32(uint32_t x) {
  return x < 0x80000000u ? (int32_t)x : -(int32_t)(UINT32_MAX - x) - 1;
}

/*  q15(a, b) = (a * b + 2^14) >> 15, not both -32768.
 *  Twins: sqrdmulh (16 bits), vsmul (rnu), pmulhrsw.
 */
static inline int16_t adder_q15(int16_t a, int16_t b) {
  return (int16_t)adder_shift_right((int32_t)a * b + (1 << 14), 15);
}

/*  a * b in 64 bits, -2^62 + 2^31 ... 2^62. */
static inline int64_t adder_product_64(int32_t a, int32_t b) {
  return (int64_t)a * b;
}

/*  q31(a, b) = (a * b + 2^30) >> 31, not both -2^31.
 *  Twins: sqrdmulh (32 bits), vsmul (rnu).
 */
static inline int32_t adder_q31(int32_t a, int32_t b) {
  return (int32_t)adder_shift_right_64(adder_product_64(a, b) + ((int64_t)1 << 30), 31);
}

/*  rshift(x, s) = (x + 2^(s-1)) >> s as if in 64 bits, x for s = 0; 0 <= s <= 31.
 *
 *  Written as the floor plus the first bit shifted out, which needs no wider sum.
 *  Twins: srshl (negative count), vssra (rnu).
 */
static inline int32_t adder_rshift(int32_t x, int32_t s) {
  return s == 0 ? x : adder_shift_right(x, s) + (adder_shift_right(x, s - 1) & 1);
}

/*  x clamped to low...high, low <= high.  Twins: smax and smin, vmax and vmin. */
static inline int32_t adder_clamp(int32_t x, int32_t low, int32_t high) {
  return x < low ? low : x > high ? high : x;
}

/*  x clamped to -128...127.  Twins: sqxtn, vnclip, packsswb. */
static inline int8_t adder_sat8(int32_t x) {
  return (int8_t)adder_clamp(x, -128, 127);
}

/*  x clamped to -32768...32767.  Twins: sqxtn, vnclip, packssdw. */
static inline int16_t adder_sat16(int32_t x) {
  return (int16_t)adder_clamp(x, -32768, 32767);
}

/*  requantize(x) = rshift(q31(x << left, multiplier), shift): x times the real factor
 *  multiplier * 2^(left - 31 - shift).
 *
 *    left        0...30; x << left must fit int32
 *    multiplier  -(2^31 - 1)...2^31 - 1
 *    shift       0...31
 */
static inline int32_t adder_requantize(
    int32_t x, int32_t left, int32_t multiplier, int32_t shift) {
  return adder_rshift(adder_q31(adder_shift_left(x, left), multiplier), shift);
}

/*  -exp(dt * A) as -2^-(dt * a / 2^fraction_bits), Q15, -32767...0.
 *
 *    p  = dt * a                                        below 2^30
 *    k  = min(p >> fraction_bits, 15)                   integer part of the exponent
 *    f  = (p >> (fraction_bits - 15)) & 0x7fff          its fraction, Q15
 *    t  = q15(q15(q15(1307, f) - 7587, f) + 22666, f)   1 - 2^-f, Q15, 0...16385
 *    nd = max(t - 32768, -32767)                        -2^-f
 *    result = rshift(nd, k)
 *
 *    dt, a          0...32767, a = -A * log2(e) in units of 2^-fraction_bits / dt
 *    fraction_bits  16...30
 *
 *  Negated because -2^-k has an exact Q15 form for k = 0 and 2^-k has not: so rshift(nd, k) is
 *  srshl(nd, -k) on NEON, vssra on RVV, and pmulhrsw(-nd, -2^(15-k)) on x86.
 */
static inline int16_t adder_negated_decay(int16_t dt, int16_t a, int32_t fraction_bits) {
  const int32_t p = (int32_t)dt * a;
  const int32_t whole = p >> fraction_bits;
  const int32_t k = whole < 15 ? whole : 15;
  const int16_t f = (int16_t)((p >> (fraction_bits - 15)) & 0x7fff);
  const int16_t t2 = (int16_t)(adder_q15(1307, f) - 7587);
  const int16_t t1 = (int16_t)(adder_q15(t2, f) + 22666);
  const int32_t d = (int32_t)adder_q15(t1, f) - 32768;
  const int32_t nd = d < -32767 ? -32767 : d;
  return (int16_t)adder_shift_right(nd + (((int32_t)1 << k) >> 1), k);
}

/*  min(32767, floor(32768 / (1 + exp(-i/32)) + 1/2)), i = 0...512; Q15; adder_tables.c. */
extern const int16_t adder_sigmoid_table[513];

/*  floor(2^25 * log(1 + exp(-i/32)) + 1/2), i = 0...512; Q25; adder_tables.c. */
extern const int32_t adder_softplus_table[513];

/*  Sigmoid of u in Q(fraction_bits); Q15, 1...32767.
 *
 *    a = min(|u| << (12 - fraction_bits), 65535)        |u| in Q12, below 16
 *    v = T[a >> 7] + rshift((T[(a >> 7) + 1] - T[a >> 7]) * (a & 127), 7)
 *    result = u < 0 ? 32768 - v : v
 *
 *    fraction_bits  0...12
 */
static inline int16_t adder_sigmoid(int16_t u, int32_t fraction_bits) {
  const int32_t magnitude = u < 0 ? -(int32_t)u : u;
  const int32_t scaled = magnitude << (12 - fraction_bits);
  const int32_t a = scaled < 65535 ? scaled : 65535;
  const int32_t low = adder_sigmoid_table[a >> 7];
  const int32_t high = adder_sigmoid_table[(a >> 7) + 1];
  const int32_t v = low + adder_rshift((high - low) * (a & 127), 7);
  return (int16_t)(u < 0 ? 32768 - v : v);
}

/*  SiLU of u, q15(u, sigmoid(u)), in the format of u; fraction_bits 0...12. */
static inline int16_t adder_silu(int16_t u, int32_t fraction_bits) {
  return adder_q15(u, adder_sigmoid(u, fraction_bits));
}

/*  Softplus, relu(u) + log(1 + exp(-|u|)), of u in Q10; Q25, 0...2^30 + 2^25.
 *
 *    a = min(|u|, 16383)                                |u| in Q10, below 16
 *    d = T[a >> 5] + rshift((T[(a >> 5) + 1] - T[a >> 5]) * (a & 31), 5)
 *    result = (max(u, 0) << 15) + d
 */
static inline int32_t adder_softplus(int16_t u) {
  const int32_t magnitude = u < 0 ? -(int32_t)u : u;
  const int32_t a = magnitude < 16383 ? magnitude : 16383;
  const int32_t low = adder_softplus_table[a >> 5];
  const int32_t high = adder_softplus_table[(a >> 5) + 1];
  const int32_t relu = u < 0 ? 0 : (int32_t)u << 15;
  return relu + low + adder_rshift((high - low) * (a & 31), 5);
}

/*  1 / sqrt(s) = mantissa * 2^-30 * 2^-(32 - half_shift). */
typedef struct {
  int32_t mantissa;   /* Q30, 2^30...2^31 - 1 */
  int32_t half_shift; /* half of the even left shift that normalised s, 1...31 */
} adder_reciprocal_root;

/*  The mantissa of the reciprocal square root of m * 2^32, 2^30 <= m < 2^32: four Newton steps from
 *  a linear seed, see adder_reciprocal_square_root.
 */
static inline int32_t adder_root_mantissa(uint64_t m) {
  const uint64_t limit = 0x7fffffff;
  const uint64_t seed = 2463550013U - ((m * 1288490189U + ((uint64_t)1 << 31)) >> 32);
  uint64_t y = seed < limit ? seed : limit;
  for (int32_t step = 0; step < 4; ++step) {
    const uint64_t t = (y * y + ((uint64_t)1 << 29)) >> 30;
    const uint64_t u = (t * m + ((uint64_t)1 << 31)) >> 32;
    const uint64_t next = (y * (((uint64_t)3 << 30) - u) + ((uint64_t)1 << 30)) >> 31;
    y = next < limit ? next : limit;
  }
  return (int32_t)y;
}

/*  Reciprocal square root of s, 0 < s < 2^62.
 *
 *    z = leading zeros of s, made even;  M = (s << z) >> 32                  2^30 ..< 2^32
 *    y = min(2463550013 - ((M * 1288490189 + 2^31) >> 32), 2^31 - 1)
 *    four times:
 *      t = (y * y + 2^29) >> 30
 *      u = (t * M + 2^31) >> 32
 *      y = min((y * (3 * 2^30 - u) + 2^30) >> 31, 2^31 - 1)
 *    mantissa = y,  half_shift = z / 2
 */
static inline adder_reciprocal_root adder_reciprocal_square_root(uint64_t s) {
  adder_reciprocal_root root = {0, 0};
  do {
    s <<= 2;
    root.half_shift += 1;
  } while (s < (uint64_t)1 << 62 && root.half_shift < 31);
  root.mantissa = adder_root_mantissa(s >> 32);
  return root;
}

#ifdef __cplusplus
}
#endif

#endif /* ADDER_FIXED_H */

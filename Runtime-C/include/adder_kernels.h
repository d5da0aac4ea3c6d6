/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_kernels.h -- the contracts of the kernels: one call for each step of an emitted model.
 *
 *  A kernel works on `positions` consecutive positions of one sequence: in a step one, in a prefill
 *  a tile of them. Every activation has a row for each position, one after the other without a
 *  gap; below, "int8 [rows]" is one such row. State goes from position to position, so a tile
 *  gives the same bits as its positions one by one.
 *
 *  Each kernel has a portable form, which is the reference, and may have others for single
 *  instruction sets; all give the same bits.
 *
 *  Common to all:
 *    - Integers only; nothing allocated, no state but the caller's; the stack stays under 2 KiB.
 *    - Sizes are element counts, at least 1 unless stated; tables are row-major.
 *    - Weights are in -127...127, never -128. Matrices are packed as adder_packing.h says, which
 *      each instruction set has in its own form; in the portable one they are row-major.
 *    - Buffers of one call do not overlap, except that an element-wise kernel may write over an
 *      input of the same type and size where its contract says "in place".
 *    - Rounding is half up. Only `sat` saturates; all other sums and shifts must fit, which the
 *      generator has proved for the parameters that it emits. A sum of products must fit with
 *      every term taken by magnitude, so its order is free.
 *    - scale(x, i) = requantize(x, left, multiplier[i], shift[i]), see adder_fixed.h.
 */
#ifndef ADDER_KERNELS_H
#define ADDER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*  Tables of packed weights begin at a cache line, where the compiler can be told so; kernels may
 *  be faster for it but do not rely on it.
 */
#if defined(__GNUC__)
#define ADDER_ALIGNED __attribute__((aligned(64)))
#else
#define ADDER_ALIGNED
#endif

/*  A factor for each channel: multiplier[i] * 2^(left - 31 - shift[i]). */
typedef struct {
  const int32_t *multiplier; /* -(2^31 - 1)...2^31 - 1 */
  const uint8_t *shift;      /* 0...31 */
  int32_t left;              /* 0...30 */
} adder_channel_scale;

/*  One factor for a whole tensor: multiplier * 2^(left - 31 - shift). */
typedef struct {
  int32_t multiplier; /* 0...2^31 - 1 */
  int32_t shift;      /* 0...31 */
  int32_t left;       /* 0...30 */
} adder_tensor_scale;

/* ---- embed ------------------------------------------------------------------------------- */

typedef struct {
  const int8_t *weight;      /* [vocabulary, width], packed */
  adder_channel_scale scale; /* one factor for each token; left is at most 23 */
  int32_t width;
} adder_embed_params;

/*  output[i] = scale(weight[token][i], token)
 *
 *    output  int32 [width]
 *    tokens  int32 [1], 0 ..< vocabulary, checked by the caller
 */
void adder_embed(
    int32_t *output, const int32_t *tokens, const adder_embed_params *p, int32_t positions);

/* ---- gather ------------------------------------------------------------------------------ */

typedef struct {
  const int32_t *corners;  /* [positions], the index of a patch's first byte, -1 for no patch */
  const int32_t *elements; /* [count], the index of an element after the first byte */
  int32_t count;
} adder_gather_params;

/*  The patches of an image; a position without one receives zeros.
 *
 *    output[t][i] = image[corners[t] + elements[i]] - 128
 *
 *    output     int8 [count]
 *    image      uint8, one for all positions
 *    positions  all of the sequence
 */
void adder_gather(
    int8_t *output, const uint8_t *image, const adder_gather_params *p, int32_t positions);

/* ---- position ---------------------------------------------------------------------------- */

/*  The embedding of each position of a sequence, as adder_embed has it for tokens 0, 1, 2...
 *
 *    output     int32 [width]
 *    positions  all of the sequence, at most the rows of the table
 */
void adder_position(int32_t *output, const adder_embed_params *p, int32_t positions);

/* ---- normalize --------------------------------------------------------------------------- */

typedef struct {
  const int32_t *gain; /* [width], Q31: sqrt(width) * weight in units of the output */
  uint64_t epsilon;    /* 1 ..< 2^60, in squared units of r */
  int32_t pre_shift;   /* 0...31 */
  int32_t shift;       /* 0...31 */
  int32_t width;
} adder_normalize_params;

/*  RMSNorm and quantization.
 *
 *    r[i] = rshift(input[i], pre_shift)
 *    (m, h) = reciprocal_square_root(sum of r[i]^2 + epsilon)            the sum is below 2^62
 *    v[i] = q31(r[i] << (h - 1), m)                                      r / sqrt(sum), Q30
 *    output[i] = sat(rshift(q31(v[i], gain[i]), shift))
 *
 *    output  int8 or int16 [width]
 *    input   int32 [width]
 */
void adder_normalize_s8(
    int8_t *output, const int32_t *input, const adder_normalize_params *p, int32_t positions);
void adder_normalize_s16(
    int16_t *output, const int32_t *input, const adder_normalize_params *p, int32_t positions);

typedef struct {
  const int32_t *gain; /* [groups, width], Q31: sqrt(width) * weight in units of the output */
  uint64_t epsilon;    /* 1 ..< 2^60 */
  int32_t shift;       /* 0...31 */
  int32_t groups;
  int32_t width; /* of a group */
} adder_normalize16_params;

/*  RMSNorm of int16, of each group of channels by itself, and quantization: r[i] = input[i], else
 *  as adder_normalize_s8 has it.
 *
 *    output  int8 or int16 [groups, width], as the end of the name says
 *    input   int16 [groups, width]
 */
void adder_normalize_s16_s8(
    int8_t *output, const int16_t *input, const adder_normalize16_params *p, int32_t positions);
void adder_normalize_s16_s16(
    int16_t *output, const int16_t *input, const adder_normalize16_params *p, int32_t positions);

/* ---- linear ------------------------------------------------------------------------------ */

typedef struct {
  const int8_t *weight;      /* [rows, columns], packed */
  const int32_t *bias;       /* [rows], or NULL for none; packed */
  adder_channel_scale scale; /* one factor for each row */
  int32_t rows;
  int32_t columns;
  int32_t limit; /* int8 and int16 outputs: largest magnitude, or 0 for the type's full range */
} adder_linear_params;

/*  Matrix times vector, for each position; the name says input and output types.
 *
 *    a[i] = bias[i] + sum over j of weight[i][j] * input[j]              int32
 *    _s8, _s16   output[i] = sat(scale(a[i], i)); with a limit L, clamp(.., -L...L)
 *    _s32        output[i] = scale(a[i], i)
 *    _add        output[i] += scale(a[i], i)                             int32
 *
 *    output  [rows]
 *    input   int8 or int16 [columns]
 */
void adder_linear_s8_s8(
    int8_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions);
void adder_linear_s8_s16(
    int16_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions);
void adder_linear_s8_s32(
    int32_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions);
void adder_linear_s8_add(
    int32_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions);
void adder_linear_s16_s8(
    int8_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions);
void adder_linear_s16_s16(
    int16_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions);
void adder_linear_s16_s32(
    int32_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions);
void adder_linear_s16_add(
    int32_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions);

/* ---- linear, weights of 4 bits ------------------------------------------------------------ */

typedef struct {
  const uint8_t *weight;      /* [rows, columns], -7...7, two to a byte, packed */
  const uint8_t *group_scale; /* [rows, groups], 1...255, packed */
  const int32_t *bias;        /* [rows], or NULL for none */
  adder_channel_scale scale;  /* one factor for each row */
  int32_t rows;
  int32_t columns;
  int32_t group; /* columns of a group: 32, 64 or 128; the last group of a row may be short */
  int32_t limit; /* int8 and int16 outputs: largest magnitude, or 0 for the type's full range */
} adder_linear4_params;

/*  Matrix times vector with integer scales for groups of columns; outputs as adder_linear has.
 *
 *    a[i] = bias[i] + sum over g of group_scale[i][g] * (sum over j in g of w[i][j] * input[j])
 *
 *    output  [rows]
 *    input   int8 [columns]
 */
void adder_linear4_s8_s8(
    int8_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions);
void adder_linear4_s8_s16(
    int16_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions);
void adder_linear4_s8_s32(
    int32_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions);
void adder_linear4_s8_add(
    int32_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions);

/* ---- convolve ---------------------------------------------------------------------------- */

typedef struct {
  const int8_t *weight;              /* [kernel, channels], the last row meets the input */
  const int32_t *bias;               /* [channels] */
  adder_channel_scale preactivation; /* [channels] */
  adder_channel_scale quantization;  /* [channels]; left is 15; unused without x_quantized */
  int32_t fraction_bits;             /* 0...12, of x */
  int32_t kernel;
  int32_t channels;
  int32_t stride; /* from a row to the next, at least channels: more for a slice of channels */
} adder_convolve_params;

/*  Causal depthwise convolution, SiLU, and an int8 copy.
 *
 *  Rows of weights, state, input and outputs are p->stride apart.
 *
 *    window = rows of the state, then the input (row k = kernel - 1)
 *    a[e] = bias[e] + sum over k of weight[k][e] * window[k][e]          int32
 *    u[e] = sat16(preactivation(a[e], e))                                Q(fraction_bits)
 *    x[e] = silu(u[e])                                                   Q(fraction_bits)
 *    x_quantized[e] = sat8(quantization(x[e], e))
 *    state <- the last kernel - 1 rows of the window
 *
 *    x            int16 [channels]
 *    x_quantized  int8 [channels], or NULL for none
 *    state        int8 [kernel - 1, channels], oldest row first; unused if kernel is 1
 *    input        int8 [channels]
 */
void adder_convolve(
    int16_t *x, int8_t *x_quantized, int8_t *state, const int8_t *input,
    const adder_convolve_params *p, int32_t positions);

/*  The same from the last position to the first: what is past is at the next position.
 *
 *    positions  all of the sequence
 */
void adder_convolve_backward(
    int16_t *x, int8_t *x_quantized, int8_t *state, const int8_t *input,
    const adder_convolve_params *p, int32_t positions);

/* ---- discretize -------------------------------------------------------------------------- */

typedef struct {
  adder_channel_scale time_step; /* [channels]; left is 0 */
  adder_channel_scale drive;     /* [channels]; left is 0 */
  int32_t channels;
} adder_discretize_params;

/*  Softplus of the time step, and the drive of the scan.
 *
 *    dt[e] = clamp(time_step(softplus(preactivation[e]), e), 0...32767)
 *    drive[e] = sat16(drive_scale(dt[e] * x[e], e))
 *
 *    dt, drive      int16 [channels]
 *    preactivation  int16 [channels], Q10
 *    x              int16 [channels]
 */
void adder_discretize(
    int16_t *dt, int16_t *drive, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_params *p, int32_t positions);

/* ---- scan -------------------------------------------------------------------------------- */

typedef struct {
  const int16_t *a;      /* [states, channels], 0...32767, see adder_negated_decay */
  int32_t fraction_bits; /* 16...30, of dt * a */
  int32_t states;
  int32_t channels;
  int32_t stride; /* from a row to the next, at least channels: more for a slice of channels */
} adder_scan_params;

/*  The selective scan.
 *
 *  Rows of a, state, y, dt and drive are p->stride apart.
 *
 *    nd[n][e] = negated_decay(dt[e], a[n][e], fraction_bits)
 *    state[n][e] <- sat16(q15(drive[e], b[n]) - q15(nd[n][e], state[n][e]))
 *    y[e] = sum over n of c[n] * state[n][e]                             int32
 *
 *    y      int32 [channels]
 *    state  int16 [states, channels]
 *    dt     int16 [channels], 0...32767
 *    drive  int16 [channels]
 *    b      int16 [states], -32767...32767
 *    c      int16 [states]; the sum of |c[n]| is below 2^16
 *
 *  Saturation of the state is normative: it stays at the end of its range.
 *  Gu & Dao 2023, equations 2a and 2b.
 */
void adder_scan(
    int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_params *p, int32_t positions);

/*  The same from the last position to the first.
 *
 *    positions  all of the sequence
 */
void adder_scan_backward(
    int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_params *p, int32_t positions);

/* ---- discretize heads --------------------------------------------------------------------- */

typedef struct {
  adder_channel_scale time_step; /* [heads]; left is 0 */
  adder_channel_scale drive;     /* [heads * head_channels]; left is 0 */
  const int16_t *low;            /* [heads], 0...high */
  const int16_t *high;           /* [heads], low...32767 */
  const int16_t *a;              /* [heads], 0...32767, see adder_negated_decay */
  int32_t fraction_bits;         /* 16...30, of dt * a */
  int32_t heads;
  int32_t head_channels;
} adder_discretize_heads_params;

/*  Softplus of one time step for each head, its decay, and the drive of its channels.
 *
 *  Channel e belongs to head h = e / head_channels.
 *
 *    dt[h] = clamp(time_step(softplus(preactivation[h]), h), low[h]...high[h])
 *    decay[h] = negated_decay(dt[h], a[h], fraction_bits)
 *    drive[e] = sat16(drive_scale(dt[h] * x[e], e))
 *
 *    decay          int16 [heads], -32767...0
 *    drive          int16 [heads * head_channels]
 *    preactivation  int16 [heads], Q10
 *    x              int16 [heads * head_channels]
 */
void adder_discretize_heads(
    int16_t *decay, int16_t *drive, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_heads_params *p, int32_t positions);

/* ---- scan heads --------------------------------------------------------------------------- */

/*  States whose products adder_scan_heads adds before it shifts. */
enum { adder_scan_heads_block = 8 };

typedef struct {
  int32_t shift; /* 0...31 */
  int32_t heads;
  int32_t head_channels;
  int32_t groups; /* a divisor of heads */
  int32_t states;
} adder_scan_heads_params;

/*  The selective scan with one decay for all channels and states of a head.
 *
 *  Channel e belongs to head h = e / head_channels, and h to group g = h / (heads / groups).
 *
 *    state[n][e] <- sat16(q15(drive[e], b[g][n]) - q15(decay[h], state[n][e]))
 *    y[e] = sum over blocks of 8 n of rshift(sum over n of c[g][n] * state[n][e], shift)   int32
 *
 *  The first block has the states 0...7, the last may be short.
 *
 *    y      int32 [heads * head_channels]
 *    state  int16 [states, heads * head_channels]
 *    decay  int16 [heads], -32767...0
 *    drive  int16 [heads * head_channels]
 *    b      int16 [groups, states], -32767...32767
 *    c      int16 [groups, states], min(states, 8) * |c| * 2^15 below 2^31
 *
 *  Saturation of the state is normative, as in adder_scan. Dao & Gu 2024, section 7.
 */
void adder_scan_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t positions);

/*  The same of the heads first ..< first + count alone. */
void adder_scan_some_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t first, int32_t count,
    int32_t positions);

/* ---- gate -------------------------------------------------------------------------------- */

typedef struct {
  adder_channel_scale y;      /* [channels]; left is 0, shifts are at least 1 */
  adder_channel_scale skip;   /* [channels]; left is 15, shifts at least 2; signed as D is */
  adder_channel_scale output; /* [channels]; left is 0 */
  int32_t fraction_bits;      /* 0...12, of z */
  int32_t channels;
} adder_gate_params;

/*  The skip connection D and the gate.
 *
 *    t[e] = sat16(y_scale(y[e], e) + skip_scale(x[e], e))
 *    output[e] = sat16(output_scale(t[e] * silu(z[e]), e))
 *
 *    output  int16 [channels]; may be x or z (in place)
 *    y       int32 [channels]
 *    x       int16 [channels]
 *    z       int16 [channels], Q(fraction_bits)
 */
void adder_gate(
    int16_t *output, const int32_t *y, const int16_t *x, const int16_t *z,
    const adder_gate_params *p, int32_t positions);

/* ---- add --------------------------------------------------------------------------------- */

/*  output[i] = sat16(left[i] + right[i]), i = 0 ..< count, a width times positions.
 *
 *    output  int16; may be left or right (in place)
 */
void adder_add(int16_t *output, const int16_t *left, const int16_t *right, int32_t count);

/* ---- rotate ------------------------------------------------------------------------------ */

typedef struct {
  const int8_t *matrix; /* [order, order], entries 1 or -1 */
  adder_tensor_scale scale;
  int32_t order;
  int32_t doublings; /* 0...15 */
  int32_t channels;  /* a multiple of order * 2^doublings */
} adder_rotate_params;

/*  The Hadamard transform before out_proj, and quantization.
 *
 *    w = H input, exact in int32
 *    output[e] = sat8(scale(w[e]))
 *
 *  H is block diagonal over groups of order * 2^doublings channels; in a group it is the
 *  Kronecker product of `matrix` and the Sylvester matrix (-1)^popcount(s & t): channel
 *  r * 2^doublings + s meets row r of `matrix` and row s of Sylvester.
 *
 *    output  int8 [channels]
 *    input   int16 [channels]
 *    work    int32 [channels + order], scratch, once for all positions
 */
void adder_rotate(
    int8_t *output, const int16_t *input, int32_t *work, const adder_rotate_params *p,
    int32_t positions);

/* ---- quantize ---------------------------------------------------------------------------- */

/*  output[i] = sat(requantize(input[i], left, multiplier, shift)), i = 0 ..< count, a width times positions.
 *
 *  The name says input and output types; _s16_s16 may work in place.
 */
void adder_quantize_s16_s8(
    int8_t *output, const int16_t *input, const adder_tensor_scale *scale, int32_t count);
void adder_quantize_s16_s16(
    int16_t *output, const int16_t *input, const adder_tensor_scale *scale, int32_t count);
void adder_quantize_s32_s8(
    int8_t *output, const int32_t *input, const adder_tensor_scale *scale, int32_t count);
void adder_quantize_s32_s16(
    int16_t *output, const int32_t *input, const adder_tensor_scale *scale, int32_t count);

/* ---- rescale ------------------------------------------------------------------------------ */

typedef struct {
  adder_channel_scale scale; /* one factor for each channel */
  int32_t limit;             /* 0...32767 */
  int32_t channels;
} adder_rescale_params;

/*  output[i] = clamp(scale(input[i], i), -limit...limit)
 *
 *    output  int16 [channels]; may be input (in place)
 *    input   int16 [channels]
 */
void adder_rescale(
    int16_t *output, const int16_t *input, const adder_rescale_params *p, int32_t positions);

/* ---- mean pool --------------------------------------------------------------------------- */

/*  sum[i] += input[i] and count[0] += 1, neither once the count is 65535.
 *
 *    sum    int32 [width], zero at the start of a sequence
 *    count  int32 [1], likewise
 *    input  int16 [width]
 */
void adder_accumulate(
    int32_t *sum, int32_t *count, const int16_t *input, int32_t width, int32_t positions);

/*  output[i] = floor((2 * sum[i] + count) / (2 * count)), the mean rounded half up; 0 if the
 *  count is 0.
 *
 *    output  int16 [width]
 *    sum     int32 [width], within count * -32768...32767
 *    count   int32 [1], 0...65535
 */
void adder_mean(int16_t *output, const int32_t *sum, const int32_t *count, int32_t width);

#ifdef __cplusplus
}
#endif

#endif /* ADDER_KERNELS_H */

/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_kernels.h -- the kernels that are worth it, shared among threads.
 *
 *  Each gives the bits of the kernel without "parallel" in its name, whose contract is in
 *  adder_kernels.h. Without a hook, and where there is little work, it only calls that.
 */
#ifndef ADDER_PARALLEL_KERNELS_H
#define ADDER_PARALLEL_KERNELS_H

#include "adder_kernels.h"
#include "adder_parallel.h"

#ifdef __cplusplus
extern "C" {
#endif

void adder_parallel_normalize_s8(
    const adder_parallel *parallel, int8_t *output, const int32_t *input,
    const adder_normalize_params *p, int32_t positions);
void adder_parallel_normalize_s16(
    const adder_parallel *parallel, int16_t *output, const int32_t *input,
    const adder_normalize_params *p, int32_t positions);

void adder_parallel_linear_s8_s8(
    const adder_parallel *parallel, int8_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions);
void adder_parallel_linear_s8_s16(
    const adder_parallel *parallel, int16_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions);
void adder_parallel_linear_s8_s32(
    const adder_parallel *parallel, int32_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions);
void adder_parallel_linear_s8_add(
    const adder_parallel *parallel, int32_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions);
void adder_parallel_linear_s16_s8(
    const adder_parallel *parallel, int8_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions);
void adder_parallel_linear_s16_s16(
    const adder_parallel *parallel, int16_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions);
void adder_parallel_linear_s16_s32(
    const adder_parallel *parallel, int32_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions);
void adder_parallel_linear_s16_add(
    const adder_parallel *parallel, int32_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions);

void adder_parallel_linear4_s8_s8(
    const adder_parallel *parallel, int8_t *output, const int8_t *input,
    const adder_linear4_params *p, int32_t positions);
void adder_parallel_linear4_s8_s16(
    const adder_parallel *parallel, int16_t *output, const int8_t *input,
    const adder_linear4_params *p, int32_t positions);
void adder_parallel_linear4_s8_s32(
    const adder_parallel *parallel, int32_t *output, const int8_t *input,
    const adder_linear4_params *p, int32_t positions);
void adder_parallel_linear4_s8_add(
    const adder_parallel *parallel, int32_t *output, const int8_t *input,
    const adder_linear4_params *p, int32_t positions);

void adder_parallel_convolve(
    const adder_parallel *parallel, int16_t *x, int8_t *x_quantized, int8_t *state,
    const int8_t *input, const adder_convolve_params *p, int32_t positions);
void adder_parallel_convolve_backward(
    const adder_parallel *parallel, int16_t *x, int8_t *x_quantized, int8_t *state,
    const int8_t *input, const adder_convolve_params *p, int32_t positions);

void adder_parallel_discretize(
    const adder_parallel *parallel, int16_t *dt, int16_t *drive, const int16_t *preactivation,
    const int16_t *x, const adder_discretize_params *p, int32_t positions);

void adder_parallel_scan(
    const adder_parallel *parallel, int32_t *y, int16_t *state, const int16_t *dt,
    const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_params *p,
    int32_t positions);
void adder_parallel_scan_backward(
    const adder_parallel *parallel, int32_t *y, int16_t *state, const int16_t *dt,
    const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_params *p,
    int32_t positions);

void adder_parallel_scan_heads(
    const adder_parallel *parallel, int32_t *y, int16_t *state, const int16_t *decay,
    const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_heads_params *p,
    int32_t positions);

void adder_parallel_gate(
    const adder_parallel *parallel, int16_t *output, const int32_t *y, const int16_t *x,
    const int16_t *z, const adder_gate_params *p, int32_t positions);

#ifdef __cplusplus
}
#endif

#endif /* ADDER_PARALLEL_KERNELS_H */

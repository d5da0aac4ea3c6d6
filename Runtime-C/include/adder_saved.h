/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_saved.h -- numbers as bytes of a saved state: little-endian, on every machine.
 *
 *  The functions that save and restore return the address after the bytes; those whose names begin
 *  with adder_possible return 1 if a model can have the numbers, else 0. What a range check proved
 *  about a model, such as that no sum overflows, holds for such states only.
 */
#ifndef ADDER_SAVED_H
#define ADDER_SAVED_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

uint8_t *adder_save_u64(uint8_t *bytes, uint64_t value);
uint8_t *adder_save_s8(uint8_t *bytes, const int8_t *values, size_t count);
uint8_t *adder_save_s16(uint8_t *bytes, const int16_t *values, size_t count);
uint8_t *adder_save_s32(uint8_t *bytes, const int32_t *values, size_t count);

const uint8_t *adder_restore_u64(const uint8_t *bytes, uint64_t *value);
const uint8_t *adder_restore_s8(const uint8_t *bytes, int8_t *values, size_t count);
const uint8_t *adder_restore_s16(const uint8_t *bytes, int16_t *values, size_t count);
const uint8_t *adder_restore_s32(const uint8_t *bytes, int32_t *values, size_t count);

/*  A position: below 2^62. */
int adder_possible_u64(const uint8_t *bytes);

/*  Numbers from `low` to `high`. */
int adder_possible_s8(const uint8_t *bytes, size_t count, int32_t low, int32_t high);
int adder_possible_s16(const uint8_t *bytes, size_t count, int32_t low, int32_t high);
int adder_possible_s32(const uint8_t *bytes, size_t count, int32_t low, int32_t high);

/*  The sums of a pool.
 *
 *    sums   int32 [width]
 *    count  int32, how many values each sum has; 0...65535
 *    low    -32768...0, the least of the values; high 0...32767, the largest
 */
int adder_possible_pool(
    const uint8_t *sums, const uint8_t *count, size_t width, int32_t low, int32_t high);

#ifdef __cplusplus
}
#endif

#endif /* ADDER_SAVED_H */

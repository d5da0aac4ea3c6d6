/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_saved.h -- numbers as bytes of a saved state: little-endian, on every machine.
 *
 *  Each function returns the address after the bytes.
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

#ifdef __cplusplus
}
#endif

#endif /* ADDER_SAVED_H */

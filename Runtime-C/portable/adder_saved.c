/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_saved.c -- numbers as bytes of a saved state. */
#include "adder_saved.h"

#include <string.h>

#include "adder_fixed.h"

/*  The lowest `count` bytes of a number. */
static uint8_t *save(uint8_t *bytes, uint64_t value, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    bytes[i] = (uint8_t)(value >> 8 * i & 0xff);
  }
  return bytes + count;
}

static uint32_t load(const uint8_t *bytes, size_t count) {
  uint32_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    value |= (uint32_t)bytes[i] << 8 * i;
  }
  return value;
}

uint8_t *adder_save_u64(uint8_t *bytes, uint64_t value) {
  return save(bytes, value, 8);
}

uint8_t *adder_save_s8(uint8_t *bytes, const int8_t *values, size_t count) {
  memcpy(bytes, values, count);
  return bytes + count;
}

uint8_t *adder_save_s16(uint8_t *bytes, const int16_t *values, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    bytes = save(bytes, (uint16_t)values[i], 2);
  }
  return bytes;
}

uint8_t *adder_save_s32(uint8_t *bytes, const int32_t *values, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    bytes = save(bytes, (uint32_t)values[i], 4);
  }
  return bytes;
}

const uint8_t *adder_restore_u64(const uint8_t *bytes, uint64_t *value) {
  *value = load(bytes, 4) | (uint64_t)load(bytes + 4, 4) << 32;
  return bytes + 8;
}

const uint8_t *adder_restore_s8(const uint8_t *bytes, int8_t *values, size_t count) {
  memcpy(values, bytes, count);
  return bytes + count;
}

const uint8_t *adder_restore_s16(const uint8_t *bytes, int16_t *values, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const int32_t value = (int32_t)load(bytes + 2 * i, 2);
    values[i] = (int16_t)(value < 0x8000 ? value : value - 0x10000);
  }
  return bytes + 2 * count;
}

const uint8_t *adder_restore_s32(const uint8_t *bytes, int32_t *values, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const uint32_t value = load(bytes + 4 * i, 4);
    values[i] = adder_signed_32(value);
  }
  return bytes + 4 * count;
}

int adder_possible_u64(const uint8_t *bytes) {
  return bytes[7] < 0x40;
}

int adder_possible_s8(const uint8_t *bytes, size_t count, int32_t low, int32_t high) {
  int possible = 1;
  for (size_t i = 0; i < count; ++i) {
    int8_t value;
    (void)adder_restore_s8(bytes + i, &value, 1);
    possible &= low <= value && value <= high;
  }
  return possible;
}

int adder_possible_s16(const uint8_t *bytes, size_t count, int32_t low, int32_t high) {
  int possible = 1;
  for (size_t i = 0; i < count; ++i) {
    int16_t value;
    (void)adder_restore_s16(bytes + 2 * i, &value, 1);
    possible &= low <= value && value <= high;
  }
  return possible;
}

int adder_possible_s32(const uint8_t *bytes, size_t count, int32_t low, int32_t high) {
  int possible = 1;
  for (size_t i = 0; i < count; ++i) {
    int32_t value;
    (void)adder_restore_s32(bytes + 4 * i, &value, 1);
    possible &= low <= value && value <= high;
  }
  return possible;
}

int adder_possible_pool(
    const uint8_t *sums, const uint8_t *count, size_t width, int32_t low, int32_t high) {
  int32_t values;
  (void)adder_restore_s32(count, &values, 1);
  return values >= 0 && values <= 65535
      && adder_possible_s32(sums, width, low * values, high * values);
}

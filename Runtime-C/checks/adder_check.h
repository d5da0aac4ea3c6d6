/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_check.h -- the harness of the check programs: seeded inputs, guarded buffers, reports.
 *
 *  A check calls a kernel and a plain scalar restatement of its contract on guarded buffers, for
 *  boundary sizes and every pattern, and compares all bytes. The first difference ends the
 *  program with status 1.
 */
#ifndef ADDER_CHECK_H
#define ADDER_CHECK_H

#define _POSIX_C_SOURCE 200112L

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { guard_bytes = 64, guard_value = 0xa5 };

/*  How a buffer is filled, from the range low...high. */
typedef enum { all_low, all_high, alternating, all_zero, uniform, pattern_count } pattern;

static uint64_t check_state = 0x9e3779b97f4a7c15u;
static long check_cases = 0;

/*  SplitMix64 */
static inline uint64_t check_random(void) {
  check_state += 0x9e3779b97f4a7c15u;
  uint64_t z = check_state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/*  Uniform in low...high. */
static inline int32_t check_uniform(int32_t low, int32_t high) {
  const uint64_t span = (uint64_t)((int64_t)high - low) + 1;
  return (int32_t)(low + (int64_t)(check_random() % span));
}

static inline int32_t check_element(pattern kind, int32_t index, int32_t low, int32_t high) {
  switch (kind) {
    case all_low: return low;
    case all_high: return high;
    case alternating: return index % 2 == 0 ? low : high;
    case all_zero: return low > 0 ? low : 0;
    default: return check_uniform(low, high);
  }
}

/*  A buffer of exactly `size` bytes between guards. */
static inline void *check_allocate(size_t size) {
  uint8_t *bytes = (uint8_t *)malloc(size + 2 * guard_bytes);
  if (bytes == NULL) {
    fprintf(stderr, "out of memory\n");
    exit(2);
  }
  memset(bytes, guard_value, size + 2 * guard_bytes);
  return bytes + guard_bytes;
}

/*  Checks both guards of a buffer of check_allocate, and frees it. */
static inline void check_release(const char *name, void *buffer, size_t size) {
  uint8_t *bytes = (uint8_t *)buffer - guard_bytes;
  for (size_t i = 0; i < guard_bytes; ++i) {
    if (bytes[i] != guard_value || bytes[guard_bytes + size + i] != guard_value) {
      fprintf(stderr, "%s: written outside of a buffer of %lu bytes\n", name, (unsigned long)size);
      exit(1);
    }
  }
  free(bytes);
}

/*  Zeros for a table, aligned to 64 bytes as the generator aligns tables; freed with free(). */
static inline void *check_aligned(size_t size) {
  void *bytes = NULL;
  if (posix_memalign(&bytes, 64, size) != 0) {
    fprintf(stderr, "out of memory\n");
    exit(2);
  }
  memset(bytes, 0, size);
  return bytes;
}

static inline int8_t *check_s8(int32_t count, pattern kind, int32_t low, int32_t high) {
  int8_t *values = (int8_t *)check_allocate((size_t)count);
  for (int32_t i = 0; i < count; ++i) {
    values[i] = (int8_t)check_element(kind, i, low, high);
  }
  return values;
}

static inline int16_t *check_s16(int32_t count, pattern kind, int32_t low, int32_t high) {
  int16_t *values = (int16_t *)check_allocate((size_t)count * sizeof(int16_t));
  for (int32_t i = 0; i < count; ++i) {
    values[i] = (int16_t)check_element(kind, i, low, high);
  }
  return values;
}

static inline int32_t *check_s32(int32_t count, pattern kind, int32_t low, int32_t high) {
  int32_t *values = (int32_t *)check_allocate((size_t)count * sizeof(int32_t));
  for (int32_t i = 0; i < count; ++i) {
    values[i] = check_element(kind, i, low, high);
  }
  return values;
}

static inline uint8_t *check_shifts(int32_t count, int32_t low, int32_t high) {
  return (uint8_t *)check_s8(count, uniform, low, high);
}

/*  Compares `size` bytes; `detail` says which sizes the case has. */
static inline void check_equal(
    const char *name, const char *detail, const void *got, const void *want, size_t size) {
  const uint8_t *a = (const uint8_t *)got;
  const uint8_t *b = (const uint8_t *)want;
  check_cases += 1;
  for (size_t i = 0; i < size; ++i) {
    if (a[i] != b[i]) {
      fprintf(stderr, "%s (%s): byte %lu differs\n", name, detail, (unsigned long)i);
      exit(1);
    }
  }
}

/*  Ends a check program. */
static inline int check_report(const char *program) {
  printf("%-14s %8ld cases equal\n", program, check_cases);
  return 0;
}

#endif /* ADDER_CHECK_H */

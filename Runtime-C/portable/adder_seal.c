/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_seal.c -- checks of weights and saved states. */
#include "adder_seal.h"

#include "adder_saved.h"

#include <string.h>

/*  Where the parts of a seal are. */
enum { at_version = 4, at_length = 8, at_model = 16, at_sums = 48 };

static uint32_t load_32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16
         | (uint32_t)bytes[3] << 24;
}

static uint64_t load_64(const uint8_t *bytes) {
  return (uint64_t)load_32(bytes) | (uint64_t)load_32(bytes + 4) << 32;
}

/*  Takes in `count` bytes, a multiple of 4. */
static void add(uint64_t sums[2], const uint8_t *bytes, size_t count) {
  uint64_t first = sums[0];
  uint64_t second = sums[1];
  for (size_t i = 0; i < count; i += 4) {
    first += load_32(bytes + i);
    second += first;
  }
  sums[0] = first;
  sums[1] = second;
}

static void checksum(uint64_t sums[2], const uint8_t *bytes, size_t length) {
  sums[0] = 0;
  sums[1] = 0;
  add(sums, bytes, at_sums);
  add(sums, bytes + ADDER_SEAL_BYTES, length - ADDER_SEAL_BYTES);
}

/*  Compilers would make a call of memcmp a call of bcmp, which is none of standard C. */
static int is_equal(const uint8_t *a, const uint8_t *b, size_t count) {
  unsigned differences = 0;
  for (size_t i = 0; i < count; ++i) {
    differences |= (unsigned)(a[i] ^ b[i]);
  }
  return differences == 0;
}

/*  All but the checksum. */
static adder_status check_head(const adder_seal *seal, const uint8_t *bytes, size_t count) {
  if (count < ADDER_SEAL_BYTES) {
    return ADDER_TRUNCATED;
  }
  if (load_32(bytes) != seal->kind) {
    return ADDER_FOREIGN;
  }
  if (load_32(bytes + at_version) != ADDER_SEAL_VERSION) {
    return ADDER_OTHER_VERSION;
  }
  if (!is_equal(bytes + at_model, seal->model, sizeof seal->model)
      || load_64(bytes + at_length) != seal->length) {
    return ADDER_OTHER_MODEL;
  }
  return count < seal->length ? ADDER_TRUNCATED : ADDER_OK;
}

static int has_sums(const uint8_t *bytes, const uint64_t sums[2]) {
  return load_64(bytes + at_sums) == sums[0] && load_64(bytes + at_sums + 8) == sums[1];
}

static adder_status check_sums(const adder_seal *seal, const uint8_t *bytes) {
  uint64_t sums[2];
  checksum(sums, bytes, (size_t)seal->length);
  return has_sums(bytes, sums) ? ADDER_OK : ADDER_DAMAGED;
}

void adder_seal_state(const adder_seal *seal, uint8_t *bytes) {
  uint64_t sums[2];
  uint8_t *at = adder_save_u64(bytes, (uint64_t)ADDER_SEAL_VERSION << 32 | seal->kind);
  at = adder_save_u64(at, seal->length);
  memcpy(at, seal->model, sizeof seal->model);
  checksum(sums, bytes, (size_t)seal->length);
  at = adder_save_u64(bytes + at_sums, sums[0]);
  (void)adder_save_u64(at, sums[1]);
}

adder_status adder_check_state(const adder_seal *seal, const uint8_t *bytes, size_t count) {
  const adder_status status = check_head(seal, bytes, count);
  return status == ADDER_OK ? check_sums(seal, bytes) : status;
}

adder_status adder_check_weights(
    const adder_seal *seal, const uint8_t *bytes, size_t count, size_t alignment) {
  uint32_t kind = 0;
  if ((uintptr_t)bytes % alignment != 0) {
    return ADDER_MISALIGNED;
  }
  adder_status status = check_head(seal, bytes, count);
  if (status != ADDER_OK) {
    return status;
  }
  /* the tables are read as they are, so this processor has to be little-endian */
  memcpy(&kind, bytes, sizeof kind);
  if (kind != seal->kind) {
    return ADDER_FOREIGN;
  }
  if (!has_sums(bytes, seal->sums)) {
    return ADDER_OTHER_MODEL;
  }
  return check_sums(seal, bytes);
}

/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_tokenizer.c -- what single tokens are. */
#include "adder_symbol.h"

#include <string.h>

const uint8_t *adder_tokenizer_bytes(const adder_tokenizer *t, int32_t id, size_t *count) {
  if (id < 0 || (uint32_t)id >= t->vocabulary) {
    *count = 0;
    return t->bytes;
  }
  const uint32_t start = adder_read24(t->offsets, (uint32_t)id);
  *count = adder_read24(t->offsets, (uint32_t)id + 1) - start;
  return t->bytes + start;
}

int adder_tokenizer_is_special(const adder_tokenizer *t, int32_t id) {
  for (uint32_t i = 0; i < t->added_count; ++i) {
    if (t->added[i].id == (uint32_t)id) { return (t->added[i].flags & ADDER_ADDED_SPECIAL) != 0; }
  }
  return 0;
}

int32_t adder_tokenizer_find(const adder_tokenizer *t, const uint8_t *text, size_t bytes) {
  for (int32_t id = 0; (uint32_t)id < t->vocabulary; ++id) {
    size_t count;
    const uint8_t *token = adder_tokenizer_bytes(t, id, &count);
    if (count == bytes && memcmp(token, text, bytes) == 0) { return id; }
  }
  return -1;
}

/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_symbol.c -- symbols of UTF-8 and their classes. */
#include "adder_symbol.h"

uint32_t adder_symbol(const uint8_t *bytes, size_t count, size_t *size) {
  const uint8_t lead = bytes[0];
  const uint32_t length = adder_sequence_length(lead);
  *size = 1;
  if (length == 1) { return lead; }
  if (length == 0 || length > count) { return ADDER_INVALID | lead; }
  uint32_t code = lead & (0x7fu >> length);
  for (uint32_t i = 1; i < length; ++i) {
    if (!adder_continues(lead, bytes[i], i)) { return ADDER_INVALID | lead; }
    code = code << 6 | (bytes[i] & 0x3fu);
  }
  *size = length;
  return code;
}

uint32_t adder_symbol_before(const uint8_t *start, const uint8_t *end, size_t *size) {
  const size_t available = (size_t)(end - start);
  for (size_t length = 1; length <= 4 && length <= available; ++length) {
    const uint32_t symbol = adder_symbol(end - length, length, size);
    if (symbol < ADDER_INVALID && *size == length) { return symbol; }
  }
  *size = 1;
  return ADDER_INVALID | end[-1];
}

uint32_t adder_run_value(const uint32_t *runs, size_t count, uint32_t code) {
  /*  The last run that does not start after the code; the first one starts at 0. */
  size_t low = 0;
  size_t high = count;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (runs[middle] >> 8 <= code) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return runs[low] & 0xff;
}

uint32_t adder_symbol_class(uint32_t symbol) {
  if (symbol < 0x80) {
    const uint32_t lower = symbol | 0x20;
    if ('a' <= lower && lower <= 'z') { return ADDER_UNICODE_LETTER | ADDER_UNICODE_WORD; }
    if ('0' <= symbol && symbol <= '9') { return ADDER_UNICODE_NUMBER | ADDER_UNICODE_WORD; }
    if (symbol == ' ' || (9 <= symbol && symbol <= 13)) { return ADDER_UNICODE_SPACE; }
    return symbol == '_' ? ADDER_UNICODE_WORD : 0;
  }
  return adder_run_value(adder_unicode.classes, adder_unicode.class_count, symbol);
}

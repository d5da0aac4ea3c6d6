/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_decimal.c -- numbers of a command line, without floating point. */
#include "adder_sampler.h"

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/*  Digits from `text` on, at most `most`; returns how many there are. */
static int read_digits(const char *text, int most, uint64_t *value) {
  int count = 0;
  *value = 0;
  while (count < most && is_digit(text[count])) {
    *value = *value * 10 + (uint64_t)(text[count] - '0');
    count += 1;
  }
  return count;
}

int adder_parse_decimal(const char *text, uint32_t *value) {
  uint64_t whole;
  uint64_t fraction = 0;
  uint64_t unit = 1;
  const int digits = read_digits(text, 4, &whole);
  const char *end = text + digits;
  if (digits == 0) {
    return 0;
  }
  if (*end == '.') {
    int places = read_digits(end + 1, 9, &fraction);
    end += 1 + places;
    if (places == 0) {
      return 0;
    }
    for (; places > 0; --places) {
      unit *= 10;
    }
  }
  if (*end != '\0') {
    return 0;
  }
  *value = (uint32_t)((whole << 16) + ((fraction << 16) + unit / 2) / unit);
  return 1;
}

int adder_parse_integer(const char *text, uint64_t most, uint64_t *value) {
  uint64_t result = 0;
  if (*text == '\0') {
    return 0;
  }
  for (; *text != '\0'; ++text) {
    if (!is_digit(*text)) {
      return 0;
    }
    const uint64_t digit = (uint64_t)(*text - '0');
    if (digit > most || result > (most - digit) / 10) {
      return 0;
    }
    result = result * 10 + digit;
  }
  *value = result;
  return 1;
}

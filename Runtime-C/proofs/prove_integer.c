/* SPDX-License-Identifier: MIT */
/*  prove_integer.c -- the digits of an integer that is at most `most`. */
#include "../sampler/adder_decimal.c"
#include "adder_proof.h"

/*  The number of 1 to 22 digits, or -1 for a text with anything else. */
static __int128 number_of(const char *text) {
  __int128 number = 0;
  if (*text == '\0') {
    return -1;
  }
  for (; *text != '\0'; ++text) {
    if (*text < '0' || *text > '9') {
      return -1;
    }
    number = number * 10 + (*text - '0');
  }
  return number;
}

static void integer_is_read(void) {
  const uint64_t most = any_u64();
  uint64_t number = any_u64() % 4 == 0 ? most + (uint64_t)any_in(-2, 2) : any_u64();
  char text[24];
  int at = 23;
  text[at] = '\0';
  for (int64_t digits = any_in(0, 22); digits > 0; --digits) {
    at -= 1;
    text[at] = (char)('0' + number % 10);
    number /= 10;
  }
  if (any_u64() % 8 == 0 && at < 23) {
    text[at + any_in(0, 22 - at)] = (char)any_in(1, 127);
  }
  uint64_t value = 77;
  const __int128 exact = number_of(text + at);
  const int is_read = adder_parse_integer(text + at, most, &value);
  claim(is_read == (exact >= 0 && exact <= most));
  claim(value == (is_read ? exact : 77));
}

ADDER_PROVE(integer_is_read)

/* SPDX-License-Identifier: MIT */
/*  prove_decimal.c -- all fractions of 1 to 9 digits, and what is no decimal. */
#include "../sampler/adder_decimal.c"
#include "adder_proof.h"

#include <string.h>

/*  The value of digits that may end early. */
static uint64_t value_of(const char *digits, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    value = value * 10 + (uint64_t)(digits[i] - '0');
  }
  return value;
}

/*  Whether the text is digits, 1 to 4, and perhaps a point and 1 to 9 more. */
static int is_decimal(const char *text) {
  const size_t whole = strspn(text, "0123456789");
  const size_t places = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
  const size_t length = whole + (text[whole] == '.' ? 1 + places : 0);
  const int is_part = text[whole] != '.' || (places >= 1 && places <= 9);
  return whole >= 1 && whole <= 4 && is_part && text[length] == '\0';
}

/*  value * 10^places is within half a unit below or above, and ties go up. */
static void read(const char *text) {
  const uint32_t before = 0xdeadbeef;
  uint32_t value = before;
  if (!is_decimal(text)) {
    claim(!adder_parse_decimal(text, &value) && value == before);
    return;
  }
  claim(adder_parse_decimal(text, &value));
  const size_t whole = strspn(text, "0123456789");
  const size_t places = text[whole] == '.' ? strlen(text) - whole - 1 : 0;
  uint64_t unit = 1;
  for (size_t i = 0; i < places; ++i) {
    unit *= 10;
  }
  const uint64_t number = value_of(text, whole) * unit + value_of(text + whole + 1, places);
  const __int128 rest = 2 * (__int128)number * 65536 + unit - 2 * (__int128)value * unit;
  claim(rest >= 0 && rest < 2 * (__int128)unit);
}

/*  All texts of up to six characters that matter. */
static void read_texts(void) {
  static const char alphabet[] = "05.-9 :/";
  for (int64_t number = 0; number < 262144; ++number) {
    for (int length = 0; length <= 6; ++length) {
      char text[7] = {0};
      for (int i = 0; i < length; ++i) {
        text[i] = alphabet[number >> 3 * i & 7];
      }
      read(text);
    }
  }
}

/*  Writes `count` digits of a number. */
static void write(char *digits, int count, int64_t number) {
  for (int i = count - 1; i >= 0; --i) {
    digits[i] = (char)('0' + number % 10);
    number /= 10;
  }
}

/*  1000 decimals of 9 places, and those of fewer that they end in zeros for. */
static void decimals_of(int64_t row) {
  if (row == 0) {
    read_texts();
  }
  for (int64_t fraction = row * 1000; fraction < (row + 1) * 1000; ++fraction) {
    char text[15] = {0};
    write(text, 4, fraction % 10000);
    text[4] = '.';
    write(text + 5, 9, fraction);
    read(text + fraction % 4);
    for (int end = 13; end > 5 && text[end] == '0'; --end) {
      text[end] = '\0';
      read(text);
    }
  }
}

ADDER_EXHAUST(decimals_of, 0, 999999)

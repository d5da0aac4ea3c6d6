/* SPDX-License-Identifier: MIT */
/*  prove_product.c -- the range of a * b that free_product.h supposes.
 *
 *  For each a the product is linear in b, so that its least and largest values are at the ends.
 */
#include "free_product.h"

static void ends_are_in_range(int64_t a) {
  const int64_t x = adder_product_64((int32_t)a, INT32_MIN);
  const int64_t y = adder_product_64((int32_t)a, INT32_MAX);
  const int64_t next = adder_product_64((int32_t)a, INT32_MIN + 1);
  claim(x == -a * 2147483648 && y == a * 2147483647 && next == -a * 2147483647);
  claim(a == INT32_MIN ? x == (int64_t)1 << 62 : x >= -LARGEST_PRODUCT && x <= LARGEST_PRODUCT);
  claim(y >= -LARGEST_PRODUCT && y <= LARGEST_PRODUCT);
  claim(next >= -LARGEST_PRODUCT && next <= LARGEST_PRODUCT);
}

ADDER_EXHAUST(ends_are_in_range, INT32_MIN, INT32_MAX)

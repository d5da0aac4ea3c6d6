/* SPDX-License-Identifier: MIT */
/*  free_product.h -- a product of which only the range is known, in place of adder_product_64.
 *
 *  A symbolic product of 32 by 32 bits is beyond a SAT solver; what is done with it is not.
 *  prove_product.c proves the range, the rest is proved for every number in it. A compiled
 *  program has the true product.
 */
#ifndef FREE_PRODUCT_H
#define FREE_PRODUCT_H

#include "adder_proof.h"

#define LARGEST_PRODUCT (((int64_t)1 << 62) - ((int64_t)1 << 31))

#ifdef ADDER_CBMC

static int32_t factor_a;
static int32_t factor_b;
static int64_t product;

/*  What CBMC calls in place of adder_product_64. */
int64_t free_product(int32_t a, int32_t b) {
  const int are_least = a == INT32_MIN && b == INT32_MIN;
  factor_a = a;
  factor_b = b;
  product = are_least ? (int64_t)1 << 62 : any_in(-LARGEST_PRODUCT, LARGEST_PRODUCT);
  return product;
}

/*  The product that the code has just made of a and b, and no others. */
static inline int64_t product_of(int32_t a, int32_t b) {
  claim(factor_a == a && factor_b == b);
  return product;
}

#else

static inline int64_t product_of(int32_t a, int32_t b) { return (int64_t)a * b; }

#endif

#endif /* FREE_PRODUCT_H */

/* SPDX-License-Identifier: MIT */
/*  adder_proof.h -- one harness for CBMC and for a compiler.
 *
 *  A property takes its arguments from any_*, restricts them with `suppose` and states with `claim`
 *  what the specification says of the result. CBMC proves it for all values; a compiled program
 *  tries many, of which a third are close to an end, zero or a power of two:
 *
 *    cbmc -DADDER_CBMC -I../include prove_rshift.c
 *    cc -O2 -I../include -o prove_rshift prove_rshift.c && ./prove_rshift 1000000
 *
 *  A program of ADDER_EXHAUST tries all values of its domain and needs no CBMC:
 *
 *    ./prove_q15 [STRIDE]                  each STRIDE-th row of the domain
 */
#ifndef ADDER_PROOF_H
#define ADDER_PROOF_H

#include "adder_fixed.h"

#ifdef ADDER_CBMC

int8_t nondet_s8(void);
int16_t nondet_s16(void);
int32_t nondet_s32(void);
int64_t nondet_s64(void);
uint64_t nondet_u64(void);

static inline int16_t any_s16(void) { return nondet_s16(); }
static inline int32_t any_s32(void) { return nondet_s32(); }
static inline int64_t any_s64(void) { return nondet_s64(); }
static inline uint64_t any_u64(void) { return nondet_u64(); }

#define suppose(condition) __CPROVER_assume(condition)
#define claim(condition) __CPROVER_assert(condition, #condition)

/*  A number in low...high. */
static inline int64_t any_in(int64_t low, int64_t high) {
  const int64_t x = nondet_s64();
  suppose(x >= low && x <= high);
  return x;
}

#define ADDER_PROVE(property) \
  int main(void) {            \
    property();               \
    return 0;                 \
  }

#else

#include <stdio.h>
#include <stdlib.h>

/*  SplitMix64 */
static inline uint64_t random_u64(void) {
  static uint64_t state;
  state += 0x9e3779b97f4a7c15u;
  uint64_t z = state;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/*  A number in low...high: uniform, close to an end, or close to a power of two of either sign. */
static inline int64_t any_in(int64_t low, int64_t high) {
  const uint64_t span = (uint64_t)high - (uint64_t)low;
  const uint64_t uniform = random_u64();
  uint64_t offset = span == UINT64_MAX ? uniform : uniform % (span + 1);
  const uint64_t kind = random_u64();
  const uint64_t near = (kind >> 8) % 5;
  const uint64_t power = (uint64_t)1 << (kind >> 16) % 64;
  switch (kind % 12) {
    case 0: offset = near; break;
    case 1: offset = span - near; break;
    case 2: offset = power + near - 2 - (uint64_t)low; break;
    case 3: offset = 0 - power + near - 2 - (uint64_t)low; break;
    default: break;
  }
  return (int64_t)((uint64_t)low + (offset <= span ? offset : uniform % (span + 1)));
}

static inline int16_t any_s16(void) { return (int16_t)any_in(INT16_MIN, INT16_MAX); }
static inline int32_t any_s32(void) { return (int32_t)any_in(INT32_MIN, INT32_MAX); }
static inline int64_t any_s64(void) { return any_in(INT64_MIN, INT64_MAX); }
static inline uint64_t any_u64(void) { return (uint64_t)any_s64(); }

/*  Leaves the property: the values are outside of its domain. */
#define suppose(condition) \
  if (!(condition)) return

#define claim(condition)                                                          \
  do {                                                                            \
    if (!(condition)) {                                                           \
      fprintf(stderr, "%s:%d: refuted: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                                    \
    }                                                                             \
  } while (0)

#define ADDER_PROVE(property)                                              \
  int main(int count, char **words) {                                      \
    const long samples = count > 1 ? strtol(words[1], NULL, 10) : 1000000; \
    for (long i = 0; i < samples; ++i) {                                   \
      property();                                                          \
    }                                                                      \
    printf("%ld samples\n", samples);                                      \
    return 0;                                                              \
  }

/*  Calls property(row) for the rows low...high. */
#define ADDER_EXHAUST(property, low, high)                             \
  int main(int count, char **words) {                                  \
    const int64_t stride = count > 1 ? strtol(words[1], NULL, 10) : 1; \
    for (int64_t row = (low); row <= (high); row += stride) {          \
      property(row);                                                   \
    }                                                                  \
    return 0;                                                          \
  }

#endif

/*  floor(x / 2^s): r 2^s <= x < (r + 1) 2^s, in integers that are wide enough. */
static inline int is_floor(int64_t r, int64_t x, int s) {
  const __int128 rest = (__int128)x - (__int128)r * ((__int128)1 << s);
  return rest >= 0 && rest < (__int128)1 << s;
}

/*  floor(x / 2^s + 1/2), for s = 0 x: the rounding rule. */
static inline int is_rounded(int64_t r, int64_t x, int s) {
  return s == 0 ? r == x : is_floor(r, x + ((int64_t)1 << (s - 1)), s);
}

#endif /* ADDER_PROOF_H */

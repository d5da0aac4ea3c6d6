/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_sampler.h -- chooses the next token from logits, in integers: the same settings, seed and
 *  logits give the same token on every processor. No division by a variable at each token but that
 *  of the repetition penalty, no memory but the caller's.
 *
 *  The order is that of `generate` in `transformers`: repetition penalty, temperature, top-k,
 *  top-p, draw. The section "Sampling" of the arithmetic specification defines every operation.
 */
#ifndef ADDER_SAMPLER_H
#define ADDER_SAMPLER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*  One in Q16. */
#define ADDER_SAMPLER_ONE 65536u

/*  Words of 32 bits that remember which of `vocabulary` tokens have been seen. */
#define ADDER_SAMPLER_WORDS(vocabulary) (((vocabulary) + 31) / 32)

/*  How the next token is chosen. */
typedef struct {
  uint32_t temperature;        /* Q16, 0...100; 0 takes the likeliest token */
  uint32_t top_p;              /* Q16, 0...1: the share of probability that is drawn from */
  uint32_t repetition_penalty; /* Q16, 0.01...100: divides the logits of tokens seen */
  int32_t top_k;               /* tokens that are drawn from, at most; 0 for all */
  uint64_t seed;
} adder_sampler_settings;

/*  A text that is being generated; the members are private. */
typedef struct {
  adder_sampler_settings settings;
  uint32_t multiplier;
  int32_t shift;
  int32_t vocabulary;
  uint64_t random;
  uint32_t *seen;
} adder_sampler;

/*  Begins a text.
 *
 *    multiplier  2^31 ..< 2^32; with the shift it says what one unit of a logit is worth:
 *    shift       multiplier * 2^-shift is the scale of the logits times log2(e)
 *    vocabulary  tokens are 0 ..< vocabulary; at least 1
 *    seen        [ADDER_SAMPLER_WORDS(vocabulary)], for as long as the sampler is used
 */
void adder_sampler_init(
    adder_sampler *s, const adder_sampler_settings *settings, uint32_t multiplier, int32_t shift,
    int32_t vocabulary, uint32_t *seen);

/*  Remembers a token of the prompt or of the output for the repetition penalty. */
void adder_sampler_see(adder_sampler *s, int32_t token);

/*  The next token, 0 ..< vocabulary.
 *
 *    logits  [vocabulary], overwritten
 */
int32_t adder_sampler_draw(adder_sampler *s, int32_t *logits);

/*  2^-exponent, for an exponent in Q26; Q30, 0...2^30.
 *
 *    k = exponent >> 26                                    integer part
 *    f = (exponent & (2^26 - 1)) << 5                      fraction, Q31
 *    y = c[6];  y = c[i] - q31(f, y)  for i = 5...0        2^-f, Q30
 *    result = rshift(y, k), 0 for k > 30
 */
int32_t adder_negative_power(uint64_t exponent);

/*  Reads 1 to 4 digits, and after a point 1 to 9 more, as Q16, rounded half up.
 *
 *  Returns 1, or 0 for any other text, which leaves `value` alone.
 */
int adder_parse_decimal(const char *text, uint32_t *value);

/*  Reads the digits of an integer, at most `most`. Returns 1, or 0 for any other text. */
int adder_parse_integer(const char *text, uint64_t most, uint64_t *value);

#ifdef __cplusplus
}
#endif

#endif /* ADDER_SAMPLER_H */

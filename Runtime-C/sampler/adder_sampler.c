/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_sampler.c -- repetition penalty, temperature, top-k, top-p and the draw.
 *
 *  Logits become weights in the memory that they are in. What top-k and top-p keep is found by
 *  bisection of the values, one pass for each bit: no sorting, no memory.
 */
#include "adder_sampler.h"

#include "adder_fixed.h"

#include <string.h>

int32_t adder_negative_power(uint64_t exponent) {
  static const int32_t c[7] = {1073741824, 744260993, 257938951, 59582747,
                               10285566,   1368751,   117063};
  const uint64_t k = exponent >> 26;
  if (k > 30) {
    return 0;
  }
  const int32_t f = (int32_t)((exponent & 0x3ffffff) << 5);
  int32_t y = c[6];
  for (int i = 5; i >= 0; --i) {
    y = c[i] - adder_q31(f, y);
  }
  return adder_rshift(y, (int32_t)k);
}

void adder_sampler_init(
    adder_sampler *s, const adder_sampler_settings *settings, uint32_t multiplier, int32_t shift,
    int32_t vocabulary, uint32_t *seen) {
  const uint32_t temperature = settings->temperature > 0 ? settings->temperature : 1;
  uint64_t quotient = ((uint64_t)multiplier << 32) / temperature;
  int32_t bits = 0;
  while (quotient >> 32 != 0) {
    quotient >>= 1;
    bits += 1;
  }
  s->settings = *settings;
  s->multiplier = (uint32_t)quotient;
  s->shift = shift - bits - 10;
  s->vocabulary = vocabulary;
  s->random = settings->seed;
  s->seen = seen;
  memset(seen, 0, ADDER_SAMPLER_WORDS((size_t)vocabulary) * sizeof seen[0]);
}

void adder_sampler_see(adder_sampler *s, int32_t token) {
  /* A model may read tokens that it cannot write; they are never drawn. */
  if (token >= 0 && token < s->vocabulary) {
    s->seen[token / 32] |= (uint32_t)1 << ((uint32_t)token % 32);
  }
}

/*  The logit divided by the penalty, or multiplied by it where it is negative. */
static int32_t penalized(int32_t logit, uint32_t penalty) {
  const int64_t p = penalty;
  const int64_t changed = logit > 0 ? ((int64_t)logit * 65536 + p / 2) / p
                                    : adder_shift_right_64(logit * p + 32768, 16);
  return changed > INT32_MAX ? INT32_MAX : changed < INT32_MIN ? INT32_MIN : (int32_t)changed;
}

static void penalize(const adder_sampler *s, int32_t *logits) {
  for (int32_t token = 0; token < s->vocabulary; ++token) {
    if (((s->seen[token / 32] >> ((uint32_t)token % 32)) & 1) != 0) {
      logits[token] = penalized(logits[token], s->settings.repetition_penalty);
    }
  }
}

/*  The lowest index of the largest value. */
static int32_t likeliest(const int32_t *values, int32_t count) {
  int32_t best = 0;
  for (int32_t i = 1; i < count; ++i) {
    if (values[i] > values[best]) {
      best = i;
    }
  }
  return best;
}

/*  How many values are not below `least`. */
static int32_t reaching(const int32_t *values, int32_t count, int64_t least) {
  int32_t result = 0;
  for (int32_t i = 0; i < count; ++i) {
    result += values[i] >= least ? 1 : 0;
  }
  return result;
}

/*  Sum of the weights that are not below `least`. */
static uint64_t sum_from(const int32_t *weights, int32_t count, int32_t least) {
  uint64_t sum = 0;
  for (int32_t i = 0; i < count; ++i) {
    sum += weights[i] >= least ? (uint64_t)weights[i] : 0;
  }
  return sum;
}

/*  2^-(distance * multiplier * 2^-shift), Q30.
 *
 *  A negative shift makes at least 32 of any distance but 0, and so a weight of 0.
 */
static int32_t weight(const adder_sampler *s, uint32_t distance) {
  if (distance == 0 || s->shift > 63) {
    return (int32_t)1 << 30;
  }
  return s->shift < 0 ? 0 : adder_negative_power((uint64_t)distance * s->multiplier >> s->shift);
}

/*  Logits become weights, Q30; 0 for tokens that top-k leaves out. */
static void weigh(const adder_sampler *s, int32_t *values) {
  const int32_t count = s->vocabulary;
  const int32_t largest = values[likeliest(values, count)];
  int64_t least = INT32_MIN;
  int32_t room = count;
  if (s->settings.top_k > 0 && s->settings.top_k < count) {
    for (int64_t bit = (int64_t)1 << 31; bit > 0; bit >>= 1) {
      if (reaching(values, count, least + bit) >= s->settings.top_k) {
        least += bit;
      }
    }
    room = s->settings.top_k - reaching(values, count, least + 1);
  }
  for (int32_t token = 0; token < count; ++token) {
    const int32_t logit = values[token];
    const int is_last = logit == least && room > 0;
    room -= is_last;
    values[token] =
        logit > least || is_last ? weight(s, (uint32_t)((int64_t)largest - logit)) : 0;
  }
}

/*  max(1, ceil(sum * top_p / 2^16)) */
static uint64_t share_of(uint64_t sum, uint32_t top_p) {
  const uint64_t share = (sum >> 16) * top_p + (((sum & 0xffff) * top_p + 0xffff) >> 16);
  return share > 0 ? share : 1;
}

/*  Sets all weights to 0 but the largest that reach the share together. */
static void keep_top_p(int32_t *weights, int32_t count, uint32_t top_p) {
  const uint64_t wanted = share_of(sum_from(weights, count, 0), top_p);
  int32_t least = 0;
  for (int32_t bit = (int32_t)1 << 30; bit > 0; bit >>= 1) {
    if (sum_from(weights, count, least + bit) >= wanted) {
      least += bit;
    }
  }
  const uint64_t missing = wanted - sum_from(weights, count, least + 1);
  uint64_t room = (missing + (uint64_t)least - 1) / (uint64_t)least;
  for (int32_t token = 0; token < count; ++token) {
    if (weights[token] == least && room > 0) {
      room -= 1;
    } else if (weights[token] <= least) {
      weights[token] = 0;
    } else {
      /* stays as it is */
    }
  }
}

/*  SplitMix64, Steele, Lea & Flood 2014. */
static uint64_t next_random(uint64_t *state) {
  *state += 0x9e3779b97f4a7c15u;
  uint64_t z = *state;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/*  A number 0 ..< bound, all equally likely: the highest bits, again while they are not below. */
static uint64_t random_below(uint64_t *state, uint64_t bound) {
  int unused = 0;
  while (unused < 63 && (bound - 1) >> (63 - unused) == 0) {
    unused += 1;
  }
  for (;;) {
    const uint64_t number = next_random(state) >> unused;
    if (number < bound) {
      return number;
    }
  }
}

/*  One of the tokens, each as likely as its weight says. */
static int32_t pick(const int32_t *weights, int32_t count, uint64_t *random) {
  uint64_t rest = random_below(random, sum_from(weights, count, 0));
  int32_t token = 0;
  while (rest >= (uint64_t)weights[token]) {
    rest -= (uint64_t)weights[token];
    token += 1;
  }
  return token;
}

int32_t adder_sampler_draw(adder_sampler *s, int32_t *logits) {
  if (s->settings.repetition_penalty != ADDER_SAMPLER_ONE) {
    penalize(s, logits);
  }
  if (s->settings.temperature == 0) {
    return likeliest(logits, s->vocabulary);
  }
  weigh(s, logits);
  if (s->settings.top_p < ADDER_SAMPLER_ONE) {
    keep_top_p(logits, s->vocabulary, s->settings.top_p);
  }
  return pick(logits, s->vocabulary, &s->random);
}

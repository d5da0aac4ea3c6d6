/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  run_step.c -- calls the kernels of one step of a model's layer with the model's shapes.
 *
 *    run_step MODEL STEP CALLS        runs it
 *    run_step MODEL                   lists the steps: name, calls for each token
 *    run_step MODEL time [POSITIONS]  prints the time of a call of each step
 *
 *  Buffers are filled once, so that the difference of two runs is the cost of the calls, and
 *  times are those of weights that are in the cache, if they fit there.
 */
#include "adder_kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  const char *name;
  int32_t layers;
  int32_t width;
  int32_t inner;
  int32_t rank;
  int32_t vocabulary;
  int32_t order;
  int32_t doublings;
  int32_t heads; /* 0 in a mixer without */
} model;

enum { states = 16, kernel = 4, group = 64, largest = 1 << 17, most_positions = 16 };
enum { head_channels = 64, head_states = 128 };

static const model models[] = {
    {"small", 8, 256, 512, 16, 4096, 1, 9, 0},
    {"130M", 24, 768, 1536, 48, 50280, 12, 7, 0},
    {"mamba2", 24, 768, 1536, 48, 50280, 12, 7, 24},
};

/*  Buffers that all steps share. */
typedef struct {
  int8_t *weight;
  uint8_t *nibbles;
  int8_t *bytes;
  int16_t *halves;
  int16_t *more_halves;
  int32_t *words;
  int32_t *more_words;
  int32_t *bias;
  int32_t *multiplier;
  uint8_t *shift;
  int8_t *state8;
  int16_t *state16;
  int16_t *decay;
  int32_t positions; /* of each call */
} buffers;

static uint32_t seed = 1;

static void *filled(size_t bytes) {
  void *memory = NULL;
  unsigned char *bytes_of = NULL;
  if (posix_memalign(&memory, 64, bytes) != 0) {
    fputs("run_step: out of memory\n", stderr);
    exit(1);
  }
  bytes_of = (unsigned char *)memory;
  for (size_t i = 0; i < bytes; ++i) {
    seed = seed * 1664525u + 1013904223u;
    bytes_of[i] = (unsigned char)(seed >> 24 == 0x80 ? 0 : seed >> 24);
  }
  return memory;
}

static buffers prepare(const model *m, int32_t positions) {
  const size_t padded = (size_t)(m->vocabulary + 64) * (size_t)(m->width + 64);
  buffers b;
  b.positions = positions;
  b.weight = (int8_t *)filled(padded);
  b.nibbles = (uint8_t *)b.weight;
  b.bytes = (int8_t *)filled(largest);
  b.halves = (int16_t *)filled(largest * 2);
  b.more_halves = (int16_t *)filled(largest * 2);
  b.words = (int32_t *)filled(largest * 4);
  b.more_words = (int32_t *)filled(largest * 4);
  b.bias = (int32_t *)filled(largest * 4);
  b.multiplier = (int32_t *)filled(largest * 4);
  b.shift = (uint8_t *)filled(largest);
  b.state8 = (int8_t *)filled(largest);
  b.state16 = (int16_t *)filled(largest * 4);
  b.decay = (int16_t *)filled(largest * 2);
  for (size_t i = 0; i < largest; ++i) {
    b.halves[i] = (int16_t)(b.halves[i] & 0x1fff);
    b.decay[i] = (int16_t)(b.decay[i] & 0x7fff);
    b.words[i] >>= 12;
    b.bias[i] >>= 12;
    b.multiplier[i] &= 0x7fffffff;
    b.shift[i] = (uint8_t)(b.shift[i] % 16 + 2);
  }
  return b;
}

static adder_channel_scale scale_of(const buffers *b, int32_t left) {
  const adder_channel_scale scale = {b->multiplier, b->shift, left};
  return scale;
}

static adder_linear_params linear_of(const buffers *b, int32_t rows, int32_t columns) {
  const adder_linear_params p = {b->weight, b->bias, scale_of(b, 0), rows, columns, 0};
  return p;
}

static adder_linear4_params linear4_of(const buffers *b, int32_t rows, int32_t columns) {
  const adder_linear4_params p = {
      b->nibbles, b->shift, b->bias, scale_of(b, 0), rows, columns, group, 0};
  return p;
}

static int64_t multiplications(int32_t rows, int32_t columns) {
  return (int64_t)rows * columns;
}

/*  The steps; each returns its units of work at a position. */

static int64_t embed(const model *m, const buffers *b) {
  static const int32_t tokens[most_positions] = {1};
  const adder_embed_params p = {b->weight, scale_of(b, 8), m->width};
  adder_embed(b->more_words, tokens, &p, b->positions);
  return p.width;
}

static int64_t normalize(const model *m, const buffers *b) {
  const adder_normalize_params p = {b->multiplier, 1, 0, 20, m->width};
  adder_normalize_s8(b->bytes, b->words, &p, b->positions);
  return p.width;
}

static int64_t in_proj(const model *m, const buffers *b) {
  const int32_t more = m->heads > 0 ? 2 * head_states + m->heads : 0;
  const adder_linear_params p = linear_of(b, 2 * m->inner + more, m->width);
  adder_linear_s8_s16(b->more_halves, b->bytes, &p, b->positions);
  return multiplications(p.rows, p.columns);
}

static int64_t convolve(const model *m, const buffers *b) {
  const int32_t channels = m->heads > 0 ? m->inner + 2 * head_states : m->inner;
  const adder_convolve_params p = {
      b->weight, b->bias, scale_of(b, 0), scale_of(b, 15), 10, kernel, channels, channels};
  adder_convolve(b->more_halves, b->state8 + largest / 2, b->state8, b->bytes, &p, b->positions);
  return multiplications(p.channels, kernel);
}

static int64_t in_proj4(const model *m, const buffers *b) {
  const adder_linear4_params p = linear4_of(b, 2 * m->inner, m->width);
  adder_linear4_s8_s16(b->more_halves, b->bytes, &p, b->positions);
  return multiplications(p.rows, p.columns);
}

static int64_t x_proj(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->rank + 2 * states, m->inner);
  adder_linear_s8_s16(b->more_halves, b->bytes, &p, b->positions);
  return multiplications(p.rows, p.columns);
}

static int64_t quantize(const model *m, const buffers *b) {
  const adder_tensor_scale scale = {1 << 30, 4, 8};
  adder_quantize_s16_s16(b->more_halves, b->halves, &scale, m->rank * b->positions);
  adder_quantize_s16_s16(b->more_halves, b->halves, &scale, states * b->positions);
  adder_quantize_s16_s16(b->more_halves, b->halves, &scale, states * b->positions);
  return m->rank + 2 * states;
}

static int64_t dt_proj(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->inner, m->rank);
  adder_linear_s16_s16(b->more_halves, b->halves, &p, b->positions);
  return multiplications(p.rows, p.columns);
}

static int64_t discretize(const model *m, const buffers *b) {
  const adder_discretize_params p = {scale_of(b, 0), scale_of(b, 0), m->inner};
  adder_discretize(
      b->more_halves, b->more_halves + largest / 2, b->halves, b->halves + largest / 2, &p,
      b->positions);
  return p.channels;
}

static int64_t scan(const model *m, const buffers *b) {
  const adder_scan_params p = {b->decay, 26, states, m->inner, m->inner};
  adder_scan(
      b->more_words, b->state16, b->halves, b->halves + largest / 2, b->halves + largest / 4,
      b->halves + largest / 8, &p, b->positions);
  return multiplications(p.channels, states);
}

/*  Steps of a mixer with heads. All decays are positive here, which costs the same. */

static int64_t rescale(const model *m, const buffers *b) {
  const int32_t channels = m->heads > 0 ? head_states : m->inner;
  const adder_rescale_params p = {scale_of(b, 15), 8191, channels};
  adder_rescale(b->more_halves, b->halves, &p, b->positions);
  return p.channels;
}

static int64_t discretize_heads(const model *m, const buffers *b) {
  const adder_discretize_heads_params p = {
      scale_of(b, 0), scale_of(b, 0), b->halves, b->decay, b->decay, 26,
      m->inner / head_channels, head_channels};
  adder_discretize_heads(
      b->more_halves, b->more_halves + largest / 2, b->halves, b->halves + largest / 2, &p,
      b->positions);
  return m->inner;
}

static int64_t scan_heads(const model *m, const buffers *b) {
  const adder_scan_heads_params p = {
      6, m->inner / head_channels, head_channels, 1, head_states};
  adder_scan_heads(
      b->more_words, b->state16, b->decay, b->halves + largest / 2, b->halves + largest / 4,
      b->halves + largest / 8, &p, b->positions);
  return multiplications(m->inner, head_states);
}

static int64_t normalize16(const model *m, const buffers *b) {
  const adder_normalize16_params p = {b->multiplier, 1, 20, 1, m->inner};
  adder_normalize_s16_s16(b->more_halves, b->halves, &p, b->positions);
  return p.width;
}

static int64_t gate(const model *m, const buffers *b) {
  const adder_gate_params p = {scale_of(b, 0), scale_of(b, 15), scale_of(b, 0), 10, m->inner};
  adder_gate(b->more_halves, b->words, b->halves, b->halves + largest / 2, &p, b->positions);
  return p.channels;
}

static int64_t rotate(const model *m, const buffers *b) {
  int8_t matrix[400];
  const adder_rotate_params p = {matrix, {1 << 30, 10, 2}, m->order, m->doublings, m->inner};
  memset(matrix, 1, sizeof matrix);
  adder_rotate(b->state8, b->halves, b->more_words, &p, b->positions);
  return p.channels;
}

static int64_t out_proj(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->width, m->inner);
  adder_linear_s8_add(b->more_words, b->bytes, &p, b->positions);
  return multiplications(p.rows, p.columns);
}

static int64_t out_proj4(const model *m, const buffers *b) {
  const adder_linear4_params p = linear4_of(b, m->width, m->inner);
  adder_linear4_s8_add(b->more_words, b->bytes, &p, b->positions);
  return multiplications(p.rows, p.columns);
}

static int64_t head(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->vocabulary, m->width);
  adder_linear_s8_s32(b->more_words, b->bytes, &p, b->positions);
  return multiplications(p.rows, p.columns);
}

typedef struct {
  const char *name;
  int64_t (*run)(const model *, const buffers *);
  const char *unit;
  int32_t in_layer; /* calls in each layer */
  int32_t in_heads; /* the same where the mixer has heads */
  int32_t outside;  /* calls outside the layers */
} step;

static const step steps[] = {
    {"embed", embed, "value", 0, 0, 1},
    {"normalize", normalize, "value", 1, 1, 1},
    {"in_proj", in_proj, "MAC", 1, 1, 0},
    {"in_proj4", in_proj4, "MAC", 0, 0, 0},
    {"convolve", convolve, "MAC", 1, 1, 0},
    {"x_proj", x_proj, "MAC", 1, 0, 0},
    {"quantize", quantize, "value", 1, 0, 0},
    {"dt_proj", dt_proj, "MAC", 1, 0, 0},
    {"rescale", rescale, "value", 0, 2, 0},
    {"discretize", discretize, "value", 1, 0, 0},
    {"discretize_heads", discretize_heads, "value", 0, 1, 0},
    {"scan", scan, "state", 1, 0, 0},
    {"scan_heads", scan_heads, "state", 0, 1, 0},
    {"gate", gate, "value", 1, 1, 0},
    {"normalize16", normalize16, "value", 0, 1, 0},
    {"rotate", rotate, "value", 1, 1, 0},
    {"out_proj", out_proj, "MAC", 1, 1, 0},
    {"out_proj4", out_proj4, "MAC", 0, 0, 0},
    {"head", head, "MAC", 0, 0, 1},
};

enum { step_count = sizeof steps / sizeof steps[0] };

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

/*  The time of a call: the best of ten batches of at least 5 ms. */
static double time_of(const step *s, const model *m, const buffers *b) {
  double best = 0;
  int calls = 1;
  for (int batch = 0; batch < 10;) {
    const double start = nanoseconds();
    for (int k = 0; k < calls; ++k) {
      s->run(m, b);
    }
    const double time = nanoseconds() - start;
    if (time < 5e6) {
      calls *= 2;
    } else {
      best = batch == 0 || time / calls < best ? time / calls : best;
      ++batch;
    }
  }
  return best;
}

/*  The head meets one position of a prefill, so it has no time for several. */
static void print_times(const model *m, int32_t positions) {
  const buffers b = prepare(m, positions);
  printf("%s, positions in a call: %d\n", m->name, (int)positions);
  for (size_t i = 0; i < step_count; ++i) {
    if (positions == 1 || steps[i].run != head) {
      const double time = time_of(&steps[i], m, &b);
      const double work = (double)(steps[i].run(m, &b) * positions);
      printf("%-16s %12.0f ns %9.3f %s/ns\n", steps[i].name, time, work / time, steps[i].unit);
    }
  }
}

/*  Runs a step; 0 if there is none of that name. */
static int run(const char *name, const model *m, int calls) {
  const buffers b = prepare(m, 1);
  for (size_t i = 0; i < step_count; ++i) {
    if (strcmp(name, steps[i].name) == 0) {
      for (int k = 0; k < calls; ++k) {
        steps[i].run(m, &b);
      }
      return 1;
    }
  }
  return 0;
}

static void list_steps(const model *m) {
  for (size_t i = 0; i < step_count; ++i) {
    const int32_t in_layer = m->heads > 0 ? steps[i].in_heads : steps[i].in_layer;
    const int32_t calls = in_layer * m->layers + steps[i].outside;
    if (calls > 0) {
      printf("%s %d\n", steps[i].name, (int)calls);
    }
  }
}

/*  The model of that name, or the first. */
static const model *model_of(const char *name) {
  for (size_t i = 0; i < sizeof models / sizeof models[0]; ++i) {
    if (strcmp(name, models[i].name) == 0) {
      return &models[i];
    }
  }
  return &models[0];
}

int main(int argc, char **argv) {
  const model *m = argc > 1 ? model_of(argv[1]) : &models[0];
  const int number = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 1;
  if (argc < 3) {
    list_steps(m);
    return 0;
  }
  if (strcmp(argv[2], "time") == 0 && number >= 1 && number <= most_positions) {
    print_times(m, number);
    return 0;
  }
  if (run(argv[2], m, number)) {
    return 0;
  }
  fprintf(stderr, "run_step: no step %s\n", argv[2]);
  return 2;
}

/* SPDX-License-Identifier: MIT */
/*  run_step.c -- calls the kernels of one step of a model's layer with the model's shapes.
 *
 *    run_step MODEL STEP CALLS      runs it
 *    run_step MODEL                 lists the steps: name, calls for each token
 *
 *  Buffers are filled once, so that the difference of two runs is the cost of the calls.
 */
#include "adder_kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name;
  int32_t layers;
  int32_t width;
  int32_t inner;
  int32_t rank;
  int32_t vocabulary;
  int32_t order;
  int32_t doublings;
} model;

enum { states = 16, kernel = 4, largest = 1 << 17 };

static const model models[] = {
    {"small", 8, 256, 512, 16, 4096, 1, 9},
    {"130M", 24, 768, 1536, 48, 50280, 12, 7},
};

/*  Buffers that all steps share. */
typedef struct {
  int8_t *weight;
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

static buffers prepare(const model *m) {
  const size_t padded = (size_t)(m->vocabulary + 64) * (size_t)(m->width + 64);
  buffers b;
  b.weight = (int8_t *)filled(padded);
  b.bytes = (int8_t *)filled(largest);
  b.halves = (int16_t *)filled(largest * 2);
  b.more_halves = (int16_t *)filled(largest * 2);
  b.words = (int32_t *)filled(largest * 4);
  b.more_words = (int32_t *)filled(largest * 4);
  b.bias = (int32_t *)filled(largest * 4);
  b.multiplier = (int32_t *)filled(largest * 4);
  b.shift = (uint8_t *)filled(largest);
  b.state8 = (int8_t *)filled(largest);
  b.state16 = (int16_t *)filled(largest * 2);
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

static void embed(const model *m, const buffers *b) {
  const int32_t token = 1;
  const adder_embed_params p = {b->weight, scale_of(b, 8), m->width};
  adder_embed(b->more_words, &token, &p, 1);
}

static void normalize(const model *m, const buffers *b) {
  const adder_normalize_params p = {b->multiplier, 1, 0, 20, m->width};
  adder_normalize_s8(b->bytes, b->words, &p, 1);
}

static void in_proj(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, 2 * m->inner, m->width);
  adder_linear_s8_s16(b->more_halves, b->bytes, &p, 1);
}

static void convolve(const model *m, const buffers *b) {
  const adder_convolve_params p = {
      b->weight, b->bias, scale_of(b, 0), scale_of(b, 15), 10, kernel, m->inner,
      m->inner};
  adder_convolve(b->more_halves, b->state8 + largest / 2, b->state8, b->bytes, &p, 1);
}

static void x_proj(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->rank + 2 * states, m->inner);
  adder_linear_s8_s16(b->more_halves, b->bytes, &p, 1);
}

static void quantize(const model *m, const buffers *b) {
  const adder_tensor_scale scale = {1 << 30, 4, 8};
  adder_quantize_s16_s16(b->more_halves, b->halves, &scale, m->rank);
  adder_quantize_s16_s16(b->more_halves, b->halves, &scale, states);
  adder_quantize_s16_s16(b->more_halves, b->halves, &scale, states);
}

static void dt_proj(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->inner, m->rank);
  adder_linear_s16_s16(b->more_halves, b->halves, &p, 1);
}

static void discretize(const model *m, const buffers *b) {
  const adder_discretize_params p = {scale_of(b, 0), scale_of(b, 0), m->inner};
  adder_discretize(
      b->more_halves, b->more_halves + largest / 2, b->halves, b->halves + largest / 2, &p, 1);
}

static void scan(const model *m, const buffers *b) {
  const adder_scan_params p = {b->decay, 26, states, m->inner, m->inner};
  adder_scan(
      b->more_words, b->state16, b->halves, b->halves + largest / 2, b->halves + largest / 4,
      b->halves + largest / 8, &p, 1);
}

static void gate(const model *m, const buffers *b) {
  const adder_gate_params p = {scale_of(b, 0), scale_of(b, 15), scale_of(b, 0), 10, m->inner};
  adder_gate(b->more_halves, b->words, b->halves, b->halves + largest / 2, &p, 1);
}

static void rotate(const model *m, const buffers *b) {
  int8_t matrix[400];
  const adder_rotate_params p = {matrix, {1 << 30, 10, 2}, m->order, m->doublings, m->inner};
  memset(matrix, 1, sizeof matrix);
  adder_rotate(b->state8, b->halves, b->more_words, &p, 1);
}

static void out_proj(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->width, m->inner);
  adder_linear_s8_add(b->more_words, b->bytes, &p, 1);
}

static void head(const model *m, const buffers *b) {
  const adder_linear_params p = linear_of(b, m->vocabulary, m->width);
  adder_linear_s8_s32(b->more_words, b->bytes, &p, 1);
}

typedef struct {
  const char *name;
  void (*run)(const model *, const buffers *);
  int32_t in_layer; /* calls in each layer */
  int32_t outside;  /* calls outside the layers */
} step;

static const step steps[] = {
    {"embed", embed, 0, 1},           {"normalize", normalize, 1, 1}, {"in_proj", in_proj, 1, 0},
    {"convolve", convolve, 1, 0},     {"x_proj", x_proj, 1, 0},       {"quantize", quantize, 1, 0},
    {"dt_proj", dt_proj, 1, 0},       {"discretize", discretize, 1, 0}, {"scan", scan, 1, 0},
    {"gate", gate, 1, 0},             {"rotate", rotate, 1, 0},       {"out_proj", out_proj, 1, 0},
    {"head", head, 0, 1},
};

int main(int argc, char **argv) {
  const size_t step_count = sizeof steps / sizeof steps[0];
  const model *m = argc > 1 && strcmp(argv[1], models[1].name) == 0 ? &models[1] : &models[0];
  if (argc < 4) {
    for (size_t i = 0; i < step_count; ++i) {
      printf("%s %d\n", steps[i].name, (int)(steps[i].in_layer * m->layers + steps[i].outside));
    }
    return 0;
  }
  const buffers b = prepare(m);
  const int calls = atoi(argv[3]);
  for (size_t i = 0; i < step_count; ++i) {
    if (strcmp(argv[2], steps[i].name) == 0) {
      for (int k = 0; k < calls; ++k) {
        steps[i].run(m, &b);
      }
      return 0;
    }
  }
  fprintf(stderr, "run_step: no step %s\n", argv[2]);
  return 2;
}

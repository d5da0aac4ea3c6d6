/* SPDX-License-Identifier: MIT */
/*  attack_states.c -- saves, restores and forks states of a package, and offers it damaged ones.
 *
 *  Every buffer has exactly its size, so that a sanitizer sees every byte too many.
 */
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int wrong = 0;

static void expect(int holds, const char *what) {
  if (!holds) {
    fprintf(stderr, "attack_states: %s\n", what);
    wrong = 1;
  }
}

static void *allocate(size_t count) {
  void *bytes = malloc(count > 0 ? count : 1);
  if (bytes == NULL) {
    exit(2);
  }
  return bytes;
}

#ifdef MODEL_WEIGHTS_BYTES
static void *weights = NULL;

/*  The weights whole, too short, at another address, and with one byte changed. */
static void begin(model_state *s) {
  const size_t alignment = MODEL_WEIGHTS_ALIGNMENT;
  const size_t count = MODEL_WEIGHTS_BYTES;
  FILE *file = fopen("model_weights.bin", "rb");
  void *moved = NULL;
  if (file == NULL || posix_memalign(&weights, alignment, count) != 0
      || posix_memalign(&moved, alignment, count + alignment) != 0
      || fread(weights, 1, count, file) != count) {
    exit(2);
  }
  fclose(file);
  uint8_t *bytes = (uint8_t *)weights;
  memcpy((uint8_t *)moved + 1, bytes, count);
  expect(model_init(s, (uint8_t *)moved + 1, count) == ADDER_MISALIGNED, "misaligned weights");
  free(moved);
  for (size_t short_count = 0; short_count < 70; ++short_count) {
    void *part = NULL;
    if (posix_memalign(&part, alignment, short_count + 1) != 0) {
      exit(2);
    }
    memcpy(part, bytes, short_count);
    expect(model_init(s, part, short_count) == ADDER_TRUNCATED, "truncated weights");
    free(part);
  }
  for (size_t i = 0; i < count; i += count / 7) {
    bytes[i] ^= 0x10;
    expect(model_init(s, weights, count) != ADDER_OK, "damaged weights");
    bytes[i] ^= 0x10;
  }
  expect(model_init(s, weights, count) == ADDER_OK, "weights");
}

static void end(void) { free(weights); }
#else
static void begin(model_state *s) { model_init(s); }
static void end(void) {}
#endif

static void step(model_state *s) {
#ifdef MODEL_VOCABULARY
  model_step(s, MODEL_VOCABULARY - 1, NULL);
#else
  int16_t *frame = (int16_t *)allocate(MODEL_WIDTH * sizeof(int16_t));
  for (int i = 0; i < MODEL_WIDTH; ++i) {
    frame[i] = i % 2 == 0 ? MODEL_LIMIT : -MODEL_LIMIT;
  }
  model_step(s, frame);
  free(frame);
#endif
}

/*  Both states have the same logits. */
static int are_equal(model_state *a, model_state *b) {
  const size_t bytes = MODEL_CLASSES * sizeof(int32_t);
  int32_t *of_a = (int32_t *)allocate(bytes);
  int32_t *of_b = (int32_t *)allocate(bytes);
  model_logits(a, of_a);
  model_logits(b, of_b);
  const int equal = memcmp(of_a, of_b, bytes) == 0;
  free(of_a);
  free(of_b);
  return equal;
}

static void attack(model_state *s, model_state *copy) {
  const size_t count = MODEL_SAVED_BYTES;
  uint8_t *saved = (uint8_t *)allocate(count);
  model_save(s, saved);
  step(s);
  model_fork(copy, s);
  expect(are_equal(s, copy), "a fork");
  expect(model_restore(copy, saved, count) == ADDER_OK, "a saved state");
  expect(model_position(copy) + 1 == model_position(s), "its position");
  step(copy);
  expect(are_equal(s, copy), "a restored state");
  for (size_t short_count = 0; short_count < count; short_count += 1 + short_count / 8) {
    uint8_t *part = (uint8_t *)allocate(short_count);
    memcpy(part, saved, short_count);
    expect(model_restore(copy, part, short_count) == ADDER_TRUNCATED, "a truncated state");
    free(part);
  }
  for (size_t i = 0; i < count; i += 1 + i / 16) {
    saved[i] ^= 0x80;
    expect(model_restore(copy, saved, count) != ADDER_OK, "a damaged state");
    saved[i] ^= 0x80;
  }
  expect(are_equal(s, copy), "a state that was refused another");
  free(saved);
}

int main(void) {
  model_state *s = (model_state *)allocate(sizeof *s);
  model_state *copy = (model_state *)allocate(sizeof *copy);
  begin(s);
  attack(s, copy);
  attack(s, copy);
  free(copy);
  free(s);
  end();
  return wrong;
}

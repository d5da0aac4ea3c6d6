/* @insert banner */
/*  Runs a sequence and compares checksums of its logits with those of the interpreter. */
#include "model.h"
/* @insert include */

#include <stdio.h>

#ifdef ADDER_TRACE
void adder_trace(const void *bytes, size_t count);

void adder_trace(const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
}
#endif

/* @insert golden */

/* @insert threads */
/*  FNV-1a over the little-endian bytes of the logits. */
static uint32_t checksum(const int32_t *logits) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < MODEL_CLASSES; ++i) {
    for (int32_t shift = 0; shift < 32; shift += 8) {
      hash = (hash ^ ((uint32_t)logits[i] >> shift & 0xff)) * 16777619u;
    }
  }
  return hash;
}

static int compare(const char *call, size_t position, const int32_t *logits) {
  if (checksum(logits) == expected[position]) {
    return 0;
  }
  fprintf(
      stderr, "model_selftest: %s: wrong logits at position %lu\n", call,
      (unsigned long)position);
  return 1;
}

int main(void) {
  static model_state state;
  static int32_t logits[MODEL_CLASSES];
  int failed = 0;
  model_init(&state);
  /* @insert start */
  for (size_t position = 0; position < POSITIONS && !failed; ++position) {
    model_step(&state, input[position], logits);
    failed = compare("model_step", position, logits);
  }
  model_reset(&state);
  model_prefill(&state, input, POSITIONS, logits);
  failed |= compare("model_prefill", POSITIONS - 1, logits);
  /* @insert stop */
  if (!failed) {
    printf("model_selftest: %lu positions equal\n", (unsigned long)POSITIONS);
  }
  return failed;
}
